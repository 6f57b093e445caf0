{%- for function in functions %}
{{ function.doc }}
{{ function.signature }}
{%- for line in function.lines %}
{{ line }}
{%- endfor %}
}
{% endfor %}
{%- if let Some(dispatch) = dispatch %}
{{ dispatch.doc }}
{{ dispatch.signature }}
  checkType(message, {{ dispatch.message }});
  switch (message.variant{% if dispatch.cases.len() == 1 %} as string{% endif %}) {
    {%- for case in dispatch.cases %}
    case {{ case.variant }}:
      return {{ case.call }};
    {%- endfor %}
    default:
      throw unknownVariant(message);
  }
}
{% endif %}
{%- for object in answers %}
{{ object.doc }}
export const {{ object.name }} = {
  {%- for function in object.functions %}
{{ function.doc }}
{{ function.signature }}
{%- for line in function.lines %}
{{ line }}
{%- endfor %}
  },
  {%- endfor %}
};
{% endfor %}
