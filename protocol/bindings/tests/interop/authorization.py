"""The ways of proving who sent a message, to the broadcaster and to subscribers."""

import base64
import importlib
from typing import Any

from lonelypsp.auth.config import AuthConfigFromParts

KINDS = ("none", "token", "hmac")

# The classes are called after the kind, and so are their modules.
_SECRETS = {
    "token": {"token": "the-token-of-this-test"},
    "hmac": {"secret": base64.urlsafe_b64encode(bytes(range(64))).decode("ascii").rstrip("=")},
}


def authorization(kind: str, *, wrong: bool = False) -> Any:
    """The configuration of one party; ``wrong`` gives it a secret that nobody else has."""
    helper = importlib.import_module(f"lonelypsp.auth.helpers.{kind}_auth_config")
    to_broadcaster = getattr(helper, f"ToBroadcaster{kind.capitalize()}Auth")
    to_subscriber = getattr(helper, f"ToSubscriber{kind.capitalize()}Auth")
    arguments: dict[str, Any] = dict(_SECRETS.get(kind, {}))
    if wrong:
        arguments = {name: value[::-1] for name, value in arguments.items()}
    if kind == "hmac":
        seen = helper.IncomingHmacAuthSqliteDBConfig(":memory:")
        arguments["db_config"] = helper.IncomingHmacAuthDBReentrantConfig(seen)
    return AuthConfigFromParts(
        to_broadcaster=to_broadcaster(**arguments), to_subscriber=to_subscriber(**arguments)
    )
