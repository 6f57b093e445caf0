# {{ stamp }}
"""What a strategy of authorization has to have: for each signed document, what to send and what is allowed."""

from typing import Protocol

{{ imports }}

__all__ = [
    "AuthConfig",
    "AuthConfigFromParts",
    "AuthResult",
    "BadAuthResult",
    "ToBroadcasterAuthConfig",
    "ToSubscriberAuthConfig",
]
{%- for party in parties %}


class {{ party.class }}AuthConfig(Protocol):
    """Authorizes what a {{ party.sender }} sends: for the {{ party.sender }} that sends, and for the {{ party.receiver }} that checks.

    `now` is the time in seconds since 1970, as `time.time()` has it.
    """

    async def setup_{{ party.function }}_auth(self) -> None:
        """Get ready. What cannot be set up twice says so."""
        ...

    async def teardown_{{ party.function }}_auth(self) -> None:
        """Let go of whatever was taken."""
        ...
{%- for document in party.documents %}

{{ document.authorize_head }}
{{ document.authorize_doc }}
        ...

{{ document.allowed_head }}
{{ document.allowed_doc }}
        ...
{%- endfor %}
{%- endfor %}


class AuthConfig(ToBroadcasterAuthConfig, ToSubscriberAuthConfig, Protocol):
    """Authorizes what either side sends."""


class AuthConfigFromParts:
    """Authorizes what either side sends, as two others do it for one side each."""

    def __init__(
        self,
        to_broadcaster: ToBroadcasterAuthConfig,
        to_subscriber: ToSubscriberAuthConfig,
    ) -> None:
        self.to_broadcaster = to_broadcaster
        self.to_subscriber = to_subscriber
{%- for party in parties %}

    async def setup_{{ party.function }}_auth(self) -> None:
        """Get the part ready."""
        await self.{{ party.function }}.setup_{{ party.function }}_auth()

    async def teardown_{{ party.function }}_auth(self) -> None:
        """Have the part let go of whatever was taken."""
        await self.{{ party.function }}.teardown_{{ party.function }}_auth()
{%- for document in party.documents %}

{{ document.authorize_head }}
        """Return what the part wants to be sent."""
{{ document.authorize_delegation }}

{{ document.allowed_head }}
        """Say what the part says."""
{{ document.allowed_delegation }}
{%- endfor %}
{%- endfor %}


{% include "python/dir.py" %}
