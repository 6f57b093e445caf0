# {{ stamp }}
"""Authorizes messages, and says of those that were received whether they are allowed, by any strategy.

A strategy is asked about the document that is made of the message: see `documents`. What the message does not hold is given;
`now` is the time in seconds since 1970, as `time.time()` has it.
"""

{{ imports }}

{{ exported }}
{%- for function in functions %}


{{ function }}
{%- endfor %}


{% include "python/dir.py" %}
