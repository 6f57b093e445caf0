# {{ stamp }}
"""Sends a token, and allows what comes with it. Whoever sees a message can send others: for encrypted connections."""

{{ imports }}

__all__ = ["ToBroadcasterTokenAuth", "ToSubscriberTokenAuth"]
{%- for party in parties %}


class {{ party.class }}TokenAuth:
    """A token comes with whatever a {{ party.sender }} sends: `Bearer`, a blank, and the token."""

    def __init__(self, /, *, token: str) -> None:
        self.expecting = f"Bearer {token}"

    async def setup_{{ party.function }}_auth(self) -> None:
        """Do nothing."""

    async def teardown_{{ party.function }}_auth(self) -> None:
        """Do nothing."""

    def _check(self, authorization: str | None) -> AuthResult:
        refusal = check_token(self.expecting, authorization)
        return AuthResult.OK if refusal is None else refusal.result
{%- for document in party.documents %}

{{ document.authorize_head }}
        """Return the token."""
        return self.expecting

{{ document.allowed_head }}
        """Compare the token, in constant time."""
        return self._check({{ document.authorization }})
{%- endfor %}
{%- endfor %}


{% include "python/dir.py" %}
