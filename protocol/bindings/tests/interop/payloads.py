"""The bodies that are sent: the same in every run."""

import random

_WORDS = (
    "broadcaster",
    "subscriber",
    "topic",
    "glob",
    "notify",
    "receive",
    "confirm",
    "stream",
    "lonely",
)


def text(size: int, seed: int = 0) -> bytes:
    """Bytes that zstd makes much smaller."""
    chosen = random.Random(seed)
    found = bytearray()
    while len(found) < size:
        found += b'{"word": "%s", "number": %d}\n' % (
            chosen.choice(_WORDS).encode(),
            chosen.randrange(1000),
        )
    return bytes(found[:size])


def noise(size: int) -> bytes:
    """Bytes that zstd cannot make smaller."""
    return random.Random(size).randbytes(size)


def samples() -> list[bytes]:
    """What a preset dictionary is trained with."""
    return [text(200 + 10 * seed, seed) for seed in range(1, 200)]


def bodies() -> list[bytes]:
    """What is sent: nothing, little, as much as fits just once, several parts, and many parts."""
    return [
        b"",
        b"\0",
        text(150),
        text(2500),
        text(9000),
        noise(1200),
        noise(15_000),
        noise(250_000),
    ]
