{%- for piece in pieces %}
{%- match piece %}
{%- when PieceView::Between with { doc, signature, lines } %}
{{ doc }}
{{ signature }}
{%- for line in lines %}
{{ line }}
{%- endfor %}
}
{%- when PieceView::Entries with { doc, signature, line } %}
{{ doc }}
{{ signature }}
{{ line }}
}
{%- endmatch %}
{% endfor %}
