# {{ stamp }}
"""All messages of a direction."""

from typing import TypeAlias

{{ imports }}

{{ exported }}
{%- for direction in directions %}

{{ direction.union }}
"""Any message that a {{ direction.sender }} sends."""
{%- endfor %}


{% include "python/dir.py" %}
