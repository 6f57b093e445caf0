# {{ stamp }}
"""Sends no authorization, and allows everything."""

{{ imports }}

__all__ = ["ToBroadcasterNoneAuth", "ToSubscriberNoneAuth"]
{%- for party in parties %}


class {{ party.class }}NoneAuth:
    """Whatever a {{ party.sender }} sends is allowed. Only for where nobody else can send anything."""

    async def setup_{{ party.function }}_auth(self) -> None:
        """Do nothing."""

    async def teardown_{{ party.function }}_auth(self) -> None:
        """Do nothing."""
{%- for document in party.documents %}

{{ document.authorize_head }}
        """Return nothing."""
        return None

{{ document.allowed_head }}
        """Say that it is."""
        return AuthResult.OK
{%- endfor %}
{%- endfor %}


{% include "python/dir.py" %}
