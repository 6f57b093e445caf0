# {{ stamp }}
"""The HTTP requests that carry messages: method, path and headers of each, and requests as plain data."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from ..runtime.requests import Request, Route, absolute_url, request_url, routed
{{ imports }}

{{ exported }}
{%- for route in routes %}

{{ route.definition }}
{{ route.doc }}
{%- endfor %}

ROUTES: Final[tuple[Route, ...]] = (
{%- for route in routes %}
    {{ route.constant }},
{%- endfor %}
)
"""The requests of all messages: by its path, whoever answers knows which message a body is."""

{{ union }}
"""Any message that is the body of a request."""

_REQUESTS: Final[dict[type[Any], tuple[Route, Callable[[Any], bytes]]]] = {
{%- for route in routes %}
{%- for entry in route.entries %}
{{ entry }}
{%- endfor %}
{%- endfor %}
}


def request(
    base: str,
    message: RequestMessage,
    *,
    authorization: str | None = None,
    message_sha512: bytes | None = None,
) -> Request:
    """Return the request of a message, to a server whose paths are those of the protocol.

    `base` is an absolute url without a query, such as `http://127.0.0.1:3003`; a path in it stands before the message's,
    and a fragment is not sent. `authorization` is what a strategy gives, if anything. `message_sha512` is the digest
    of what the message brings, for those whose request has the header `repr-digest`, which need one.

    Raises a `ValueError` if the url is none of these, if a header is missing or cannot be one; and a `LonelyError`,
    which is one, if the message cannot be written.
    """
    route, body = routed(_REQUESTS, message)
    return route.make(request_url(base, route), body, authorization, message_sha512)


def request_to(
    url: str,
    message: RequestMessage,
    *,
    authorization: str | None = None,
    message_sha512: bytes | None = None,
) -> Request:
    """Return the request of a message, to a url as it is: that of a subscription, say. A fragment is not sent.

    For the rest, see `request`.
    """
    route, body = routed(_REQUESTS, message)
    return route.make(absolute_url(url), body, authorization, message_sha512)


{% include "python/dir.py" %}
