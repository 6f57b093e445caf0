"""Measures the generated package beside `lonelypsp` from PyPI, in one process and with the same messages.

For every message and both header blocks: reading and writing, with the package and with the reference in turns; what
counts is the median over all rounds. Reading with the reference means its prefix reader and its parser for any message,
on a `BytesIO`. Prints tables in Markdown.

    python bench.py [--rounds N] [--check]

`--check` ends with status 1 if a geometric mean is below what is promised.
"""

import argparse
import hashlib
import importlib
import platform
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from types import ModuleType
from typing import Any

PROMISED = {"parse minimal": 4.0, "parse expanded": 3.5, "serialize minimal": 7.0, "serialize expanded": 11.0}

SUBSCRIBER = "SubscriberToBroadcasterStatefulMessageType"
BROADCASTER = "BroadcasterToSubscriberStatefulMessageType"

AUTHORIZATION = "X-HMAC 1700000000:dGhpcyBpcyBhIG5vbmNl:c2lnbmF0dXJlIHNpZ25hdHVyZSBzaWduYXR1cmU="
IDENTIFIER = bytes.fromhex("a1b2c3d4")
TOPIC = b"projects/42/builds"


def notify(size: int) -> tuple[Any, ...]:
    """A notification of so many bytes, as the arguments of its class."""
    body = bytes(index % 251 for index in range(size))
    return AUTHORIZATION, b"", IDENTIFIER, None, TOPIC, hashlib.sha512(body).digest(), body


MESSAGES: list[tuple[str, str, str, str, str, tuple[Any, ...]]] = [
    # title, module, class, function, type, arguments
    (
        "CONFIGURE",
        "configure",
        "S2B_Configure",
        "s2b_configure",
        "CONFIGURE",
        (bytes(32), True, False, 2, None, b""),
    ),
    (
        "SUBSCRIBE_EXACT",
        "subscribe",
        "S2B_SubscribeExact",
        "s2b_subscribe_exact",
        "SUBSCRIBE_EXACT",
        (AUTHORIZATION, b"", TOPIC),
    ),
    ("NOTIFY, 64 bytes", "notify", "S2B_NotifyUncompressed", "s2b_notify", "NOTIFY", notify(64)),
    ("NOTIFY, 1 KiB", "notify", "S2B_NotifyUncompressed", "s2b_notify", "NOTIFY", notify(1024)),
    (
        "NOTIFY_STREAM, continuation, 1 KiB",
        "notify_stream",
        "S2B_NotifyStreamContinuation",
        "s2b_notify_stream",
        "NOTIFY_STREAM",
        (AUTHORIZATION, b"", IDENTIFIER, 7, bytes(1024)),
    ),
    (
        "CONFIRM_RECEIVE",
        "confirm_receive",
        "S2B_ConfirmReceive",
        "s2b_confirm_receive",
        "CONFIRM_RECEIVE",
        (IDENTIFIER, None, b"", 1),
    ),
    (
        "CONFIRM_NOTIFY",
        "confirm_notify",
        "B2S_ConfirmNotify",
        "b2s_confirm_notify",
        "CONFIRM_NOTIFY",
        (IDENTIFIER, 3, AUTHORIZATION, b""),
    ),
    (
        "RECEIVE_STREAM, start, 1 KiB",
        "receive_stream",
        "B2S_ReceiveStreamStartUncompressed",
        "b2s_receive_stream",
        "RECEIVE_STREAM",
        (AUTHORIZATION, b"", IDENTIFIER, None, TOPIC, None, 1024, bytes(64), bytes(1024)),
    ),
]


def module(package: str, name: str) -> ModuleType:
    """A module of the stateful protocol."""
    return importlib.import_module(f"{package}.{name}")


def make(package: str, case: tuple[str, str, str, str, str, tuple[Any, ...]]) -> Any:
    """The message of a case, of that package's class."""
    _, name, cls, _, member, arguments = case
    types = getattr(module(package, "constants"), SUBSCRIBER if cls.startswith("S2B") else BROADCASTER)
    return getattr(module(package, f"messages.{name}"), cls)(types[member], *arguments)


def operations(
    case: tuple[str, str, str, str, str, tuple[Any, ...]], minimal: bool
) -> dict[str, tuple[Any, Any]]:
    """Reading and writing, each by the package and by the reference."""
    _, name, cls, function, _, _ = case
    way = cls[:3].lower()
    direct = module("lonelypsp_bindings.stateful", way)
    helpers, parsers = module("lonelypsp.stateful", "parser_helpers"), module("lonelypsp.stateful", "parser")
    prefix_of = getattr(helpers, f"parse_{way}_message_prefix")
    any_parser = getattr(parsers, f"{way.upper()}_AnyMessageParser")
    serialize = getattr(module("lonelypsp.stateful", f"messages.{name}"), f"serialize_{function}")
    ours, theirs = make("lonelypsp_bindings.stateful", case), make("lonelypsp.stateful", case)
    decode, encode = direct.decode, direct.encode
    data = bytes(serialize(theirs, minimal_headers=minimal))
    assert encode(ours, minimal_headers=minimal) == data
    assert decode(data) == ours

    def reference_parse() -> Any:
        stream = BytesIO(data)
        prefix = prefix_of(stream)
        return any_parser.parse(prefix.flags, prefix.type, stream)

    assert reference_parse() == theirs
    return {
        "parse": (lambda: decode(data), reference_parse),
        "serialize": (
            lambda: encode(ours, minimal_headers=minimal),
            lambda: serialize(theirs, minimal_headers=minimal),
        ),
    }


def seconds(operation: Callable[[], Any], times: int) -> float:
    """How long it takes, the average of so many."""
    start = time.perf_counter()
    for _ in range(times):
        operation()
    return (time.perf_counter() - start) / times


def compare(ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """The medians of both, measured in turns."""
    samples = [(seconds(ours, 400), seconds(theirs, 100)) for _ in range(rounds)]
    return statistics.median(a for a, _ in samples), statistics.median(b for _, b in samples)


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}, microseconds\n")
    means: dict[str, float] = {}
    for minimal in (True, False):
        for what in ("parse", "serialize"):
            title = f"{what} {'minimal' if minimal else 'expanded'}"
            print(f"| {title} | lonelypsp | generated | faster |\n| --- | ---: | ---: | ---: |")
            ratios: list[float] = []
            for case in MESSAGES:
                ours, theirs = compare(*operations(case, minimal)[what], rounds=options.rounds)
                ratios.append(theirs / ours)
                print(f"| {case[0]} | {theirs * 1e6:.2f} | {ours * 1e6:.2f} | {theirs / ours:.1f}x |")
            means[title] = statistics.geometric_mean(ratios)
            print(f"| **geometric mean** | | | **{means[title]:.1f}x** |\n")
    print("| geometric means | found | promised |\n| --- | ---: | ---: |")
    for title, promised in PROMISED.items():
        print(f"| {title} | {means[title]:.1f}x | {promised:.1f}x |")
    if options.check and any(means[title] < promised for title, promised in PROMISED.items()):
        sys.exit(1)


if __name__ == "__main__":
    main()
