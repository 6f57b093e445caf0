# {{ stamp }}
"""Signs documents with a key, and allows what is signed with it and was not sent before.

Whoever sees a message can neither send another one nor the same once more. The header is
`X-HMAC`, a blank, the time, `:`, a nonce, `:`, and HMAC-SHA-512 of the document in base64.
"""

from binascii import a2b_base64, b2a_base64
from dataclasses import dataclass
from enum import Enum, IntEnum
from hmac import compare_digest
from time import time
from typing import Final, Literal

{{ imports }}

__all__ = [
    "AuthMessageType",
    "IncomingHmacAuthDBConfig",
    "IncomingHmacAuthDBReentrantConfig",
    "IncomingHmacAuthMemoryDBConfig",
    "IncomingHmacAuthNoneDBConfig",
    "IncomingHmacAuthSqliteDBConfig",
    "ToBroadcasterHmacAuth",
    "ToSubscriberHmacAuth",
    "TokenInfoForbidden",
    "TokenInfoFound",
    "TokenInfoType",
    "TokenInfoUnauthorized",
    "check_code",
    "get_token",
    "make_nonce",
    "sign",
]

_RESULTS: Final[dict[Seen, AuthResult]] = {
    "ok": AuthResult.OK,
    "conflict": AuthResult.FORBIDDEN,
    "unavailable": AuthResult.UNAVAILABLE,
}


class AuthMessageType(IntEnum):
    """The numbers that documents begin with."""
{% for party in parties %}
{%- for document in party.documents %}
    {{ document.member }} = {{ document.code }}
{%- endfor %}
{%- endfor %}


class TokenInfoType(Enum):
    """What a header looks like before its signature is checked."""

    UNAUTHORIZED = 1
    """There is none."""

    FORBIDDEN = 2
    """It is not one, or too old or too new."""

    FOUND = 3
    """It may be right."""


@dataclass(frozen=True, slots=True)
class TokenInfoUnauthorized:
    """There is no header."""

    type: Literal[TokenInfoType.UNAUTHORIZED]


@dataclass(frozen=True, slots=True)
class TokenInfoForbidden:
    """The header is refused, whatever was signed."""

    type: Literal[TokenInfoType.FORBIDDEN]


@dataclass(frozen=True, slots=True)
class TokenInfoFound:
    """What is in a header."""

    type: Literal[TokenInfoType.FOUND]

    timestamp: int
    """When it was made, in whole seconds since 1970."""

    nonce: str
    """What makes it unlike others."""

    hmac: bytes
    """The signature, 64 bytes."""


def get_token(
    authorization: str | None, /, *, now: float, token_lifetime: float
) -> TokenInfoUnauthorized | TokenInfoForbidden | TokenInfoFound:
    """Read a header, without looking at what it signs."""
    header = read_header(authorization, now, token_lifetime)
    if isinstance(header, Header):
        code = a2b_base64(header.code + "==")
        return TokenInfoFound(TokenInfoType.FOUND, header.timestamp, header.nonce, code)
    if header.result is AuthResult.UNAUTHORIZED:
        return TokenInfoUnauthorized(TokenInfoType.UNAUTHORIZED)
    return TokenInfoForbidden(TokenInfoType.FORBIDDEN)


async def check_code(
    *, secret: bytes, to_sign: bytes, code: bytes, db: IncomingHmacAuthDBConfig
) -> AuthResult:
    """Compare a signature of 64 bytes with that of a document, and see that it was not used before."""
    if not compare_digest(Key(secret).code(to_sign), code):
        return AuthResult.FORBIDDEN
    return _RESULTS[await db.mark_code_used(code=code)]


def sign(*, secret: bytes, to_sign: bytes, nonce: str, now: float) -> str:
    """Return the header that authorizes a document, which has this nonce and time in it."""
    return write_header(int(now), nonce, Key(secret).code(to_sign))
{%- for party in parties %}


class {{ party.class }}HmacAuth:
    """A signature comes with whatever a {{ party.sender }} sends.

    `secret` is the key as text: 64 bytes in base64, for urls or standard. A signature is accepted for `token_lifetime`
    seconds before and after its time, once: `db_config` remembers which were used.
    """

    def __init__(
        self,
        *,
        secret: str,
        token_lifetime: float = 120,
        db_config: IncomingHmacAuthDBConfig,
    ) -> None:
        self._key = Key.from_text(secret)
        self.token_lifetime = token_lifetime
        self.db_config = db_config

    @property
    def secret(self) -> bytes:
        """The key, 64 bytes."""
        return self._key.raw

    async def setup_{{ party.function }}_auth(self) -> None:
        """Get ready to remember signatures."""
        await self.db_config.setup_hmac_auth_db()

    async def teardown_{{ party.function }}_auth(self) -> None:
        """Let go of what remembers signatures."""
        await self.db_config.teardown_hmac_auth_db()
{%- for document in party.documents %}

{{ document.authorize_head }}
        """Sign the document `{{ document.member }}`."""
        timestamp, nonce = int({{ document.clock }}), make_nonce()
{{ document.authorize_spelled }}
        return write_header(timestamp, nonce, self._key.code(document))

{{ document.allowed_head }}
        """Check what signs the document `{{ document.member }}`; values that it cannot hold are forbidden."""
        header = read_header({{ document.authorization }}, now, self.token_lifetime)
        if not isinstance(header, Header):
            return header.result
        try:
{{ document.allowed_spelled }}
        except LonelyError:
            return AuthResult.FORBIDDEN
        code = self._key.code(document)
        if not compare_digest(b2a_base64(code, newline=False)[:86], header.code.encode()):
            return AuthResult.FORBIDDEN
        return _RESULTS[await self.db_config.mark_code_used(code=code)]
{%- endfor %}
{%- endfor %}


{% include "python/dir.py" %}
