{%- for step in steps %}{{ step }}
{% endfor %}
{%- match end %}
{%- when EndView::Shape with (shape) %}{{ margin }}return {
{%- for member in shape.members %}
{{ member.line(margin) }}
{%- endfor %}
{{ margin }}};
{%- when EndView::Branch with { condition, yes, no } %}{{ margin }}if ({{ condition }}) {
{{ yes }}
{{ margin }}}
{{ no }}
{%- endmatch %}
