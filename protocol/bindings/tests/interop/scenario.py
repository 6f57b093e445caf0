"""What one run is about: who talks to whom, how, and how it is configured."""

from dataclasses import dataclass

WEBSOCKET, HTTP = "websocket", "http"

PRESET_DICTIONARY = 2
"""The number of the dictionary that both sides know beforehand when zstd is ``preset``."""

CUSTOM_DICTIONARY = 65536
"""The number of the dictionary that the scripted server sends."""

SUBSCRIBER_PART = 4096
"""The client's largest websocket message: small, so that a few kilobytes need several parts."""

SPOOL = 8192
"""From this size on the broadcaster and the HTTP client keep bodies in files."""

SMALLEST_COMPRESSED = 64


@dataclass(frozen=True)
class Scenario:
    """One configuration, with one conversation in it."""

    authorization: str
    publisher: str
    subscribers: tuple[str, ...]
    zstd: str = "off"
    minimal_headers: bool = True

    @property
    def title(self) -> str:
        """For people, in columns."""
        return (
            f"{self.authorization:<7}"
            f"{self.publisher + ' -> ' + '+'.join(self.subscribers):<29}"
            f"zstd {self.zstd:<8}"
            f"{'minimal' if self.minimal_headers else 'expanded'} headers"
        )

    @property
    def receives_in_parts(self) -> bool:
        """Whether the server cuts messages to websocket subscribers, as it does except with HMAC.

        The server counts every part that it signs, and the client only the first one of a message,
        so that with HMAC these two do not understand each other any more after several parts.
        """
        return self.authorization != "hmac"

    @property
    def broadcaster_part(self) -> int:
        """The server's largest websocket message."""
        return 3072 if self.receives_in_parts else 16 * 1024 * 1024

    @property
    def websocket(self) -> bool:
        """Whether anyone uses the websocket."""
        return WEBSOCKET in (self.publisher, *self.subscribers)


def scenarios() -> list[Scenario]:
    """Everything that is run, in order."""
    both = (WEBSOCKET, HTTP)
    found = [
        Scenario(authorization, WEBSOCKET, (WEBSOCKET,), zstd, minimal)
        for authorization in ("none", "token")
        for zstd in ("off", "on", "preset")
        for minimal in (True, False)
    ]
    found += [Scenario("hmac", WEBSOCKET, (WEBSOCKET,), zstd) for zstd in ("off", "on")]
    found += [Scenario(authorization, HTTP, (HTTP,)) for authorization in ("none", "token", "hmac")]
    for authorization in ("none", "token"):
        found.append(Scenario(authorization, HTTP, both, "on"))
        found.append(Scenario(authorization, WEBSOCKET, both, "on", minimal_headers=False))
    return found
