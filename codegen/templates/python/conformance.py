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
    serve({{ version }}, PROTOCOLS)


if __name__ == "__main__":
    main()
