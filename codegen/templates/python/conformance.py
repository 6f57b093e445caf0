# {{ stamp }}
"""This package as a testee: answers requests on standard input, one JSON object a line."""

from typing import Final

{{ imports }}

PROTOCOLS: Final[dict[str, dict[str, {{ ways }}]]] = {
{%- for protocol in protocols %}
{%- if protocol.ways.is_empty() %}
    {{ protocol.name }}: {},
{%- else %}
    {{ protocol.name }}: {
{%- for way in protocol.ways %}
{{ way }}
{%- endfor %}
    },
{%- endif %}
{%- endfor %}
}


def main() -> None:
    """Answer until there are no more requests."""
{%- if has_documents %}
    serve({{ version }}, PROTOCOLS, document_ops(PROTOCOLS))
{%- else %}
    serve({{ version }}, PROTOCOLS)
{%- endif %}


if __name__ == "__main__":
    main()
