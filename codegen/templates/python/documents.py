# {{ stamp }}
"""Which document signs a message, made from the message.

What the message does not hold is given. The time and the nonce of a document are for whoever signs or checks it: here they
are zero and empty. A number that is too large for its document is told when the document is written.
"""

{{ imports }}

{{ exported }}
{%- for function in functions %}


{{ function }}
{%- endfor %}


{% include "python/dir.py" %}
