{%- for line in steps %}{{ line }}
{% endfor %}
{{ doc }}
{{ signature }}
{{ line }}
}
