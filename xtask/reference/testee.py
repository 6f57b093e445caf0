"""The reference testee: ``lonelypsp`` from PyPI behind the conformance protocol.

Requests are read as JSON Lines on standard input and answered one line each, in
order and flushed, on standard output. Nothing here knows the wire format. The
reference's own parsers and serializers do the work, and what messages there are,
their variants and their fields are read off its dataclasses, so this program can
be wrong only in how it writes values down.

The reference has no kinds of errors. What it does not take is answered with the
kind ``refused``; a request that is not one with ``bad_value``; and an exception
that was not foreseen with ``unexpected``, which no runner should let pass.

    python3 testee.py                                serve until end of input
    python3 testee.py --self-check published.jsonl   compare with known vectors
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, get_args, get_type_hints

import documents
from lonelypsp.stateful.constants import PubSubStatefulMessageFlags
from lonelypsp.stateful.message import B2S_Message, S2B_Message
from lonelypsp.stateful.parser import B2S_AnyMessageParser, S2B_AnyMessageParser
from lonelypsp.stateful.parser_helpers import (
    parse_b2s_message_prefix,
    parse_s2b_message_prefix,
)
from values import (
    CODECS,
    REFUSALS,
    BadRequest,
    Codec,
    Json,
    Refused,
    as_is,
    from_hex,
    take,
    take_fields,
)

class Shape(NamedTuple):
    """One dataclass of the reference: a message, or one variant of a message."""

    message: str
    variant: str | None
    make: Callable[..., Any]
    """The class; its type and the discriminators that are always None are given."""
    serialize: Callable[..., bytes | bytearray]
    codecs: dict[str, Codec]
    """By the name of the field, in the order of declaration."""

    @classmethod
    def of(cls, declared: type) -> Shape:
        """Read a shape off its dataclass, such as ``S2B_NotifyCompressed``."""
        hints = get_type_hints(declared)
        (code,) = get_args(hints.pop("type"))
        constants = [name for name, hint in hints.items() if get_args(hint) == (None,)]
        for name in constants:
            del hints[name]
        direction, name = declared.__name__.split("_")
        message = code.name.lower()
        module = sys.modules[declared.__module__]
        variant = name.removeprefix(code.name.title().replace("_", ""))
        return cls(
            message=message,
            variant=re.sub(r"\B(?=[A-Z])", "_", variant).lower() or None,
            make=partial(declared, type=code, **dict.fromkeys(constants)),
            serialize=getattr(module, f"serialize_{direction.lower()}_{message}"),
            codecs={name: CODECS[hint] for name, hint in hints.items()},
        )

    def to_hex(self, message: object, *, minimal_headers: bool) -> str:
        """Have the reference serialize a message of this shape."""
        try:
            return self.serialize(message, minimal_headers=minimal_headers).hex()
        except REFUSALS as refusal:
            raise Refused(refusal) from refusal


class Direction:
    """Everything that is sent one way."""

    def __init__(self, union: object, parse_prefix: Any, parser: Any) -> None:
        """Tabulate the dataclasses of a union of messages."""
        self.by_class = {declared: Shape.of(declared) for declared in get_args(union)}
        self.by_name = {shape[:2]: shape for shape in self.by_class.values()}
        self.parse_prefix = parse_prefix
        self.parser = parser

    def parse(self, data: bytes) -> tuple[bool, Any]:
        """Have the reference parse a whole message; whether minimal, and what."""
        stream = BytesIO(data)
        try:
            prefix = self.parse_prefix(stream)
            message = self.parser.parse(prefix.flags, prefix.type, stream)
        except REFUSALS as refusal:
            raise Refused(refusal) from refusal
        return PubSubStatefulMessageFlags.MINIMAL_HEADERS in prefix.flags, message


DIRECTIONS = {
    "s2b": Direction(S2B_Message, parse_s2b_message_prefix, S2B_AnyMessageParser),
    "b2s": Direction(B2S_Message, parse_b2s_message_prefix, B2S_AnyMessageParser),
}


def decode(request: Json) -> Json:
    """Parse a message and, where wanted, serialize it again in both modes."""
    direction = take(request, "direction", DIRECTIONS.__getitem__)
    minimal_headers, message = direction.parse(take(request, "hex", from_hex))
    shape = direction.by_class[type(message)]
    result: Json = {
        "message": shape.message,
        "variant": shape.variant,
        "minimal_headers": minimal_headers,
        "fields": {
            name: codec.to_json(getattr(message, name))
            for name, codec in shape.codecs.items()
        },
    }
    if request.get("reencode") is True:
        for mode in ("minimal", "expanded"):
            try:
                result[mode] = shape.to_hex(message, minimal_headers=mode == "minimal")
            except Refused:
                result[mode] = None
    return result


def encode(request: Json) -> Json:
    """Serialize a message that is given by its fields."""
    direction = take(request, "direction", DIRECTIONS.__getitem__)
    name = take(request, "message", str), request.get("variant")
    shape = take({"message": name}, "message", direction.by_name.__getitem__)
    minimal_headers = take(request, "minimal_headers", as_is(bool).from_json)
    given = take(request, "fields", as_is(dict).from_json)
    values = take_fields(given, shape.codecs)
    return {"hex": shape.to_hex(shape.make(**values), minimal_headers=minimal_headers)}


OPERATIONS: dict[tuple[str, str | None], Callable[[Json], Json]] = {
    ("decode", "stateful"): decode,
    ("encode", "stateful"): encode,
    ("encode", "signing"): documents.encode_document,
    ("encode", "hashing"): documents.encode_hashed,
}
"""Reading and writing, by operation and protocol."""

OTHERS: dict[str, tuple[str, Callable[[Json], Json]]] = {
    "sign": ("signing", documents.sign),
    "verify": ("signing", documents.verify),
    "etag": ("hashing", documents.etag),
}
"""The other operations, each with its protocol."""


def describe(_: Json) -> Json:
    """Say who is answering, and what the reference has code for.

    What it signs and hashes it never reads; bodies it neither reads nor writes, since
    its two programs do.
    """
    operations: dict[str, list[str]] = {}
    known = [*OPERATIONS, *((op, protocol) for op, (protocol, _) in OTHERS.items())]
    for op, protocol in known:
        operations.setdefault(str(protocol), []).append(op)
    return {
        "language": "python-reference",
        "protocol_version": version("lonelypsp"),
        "protocols": sorted(operations),
        "operations": operations,
        "pieces": False,
    }


def find(request: Json) -> Callable[[Json], Json]:
    """Find who answers a request."""
    alone = {"describe": describe, "token": documents.token}
    alone |= {op: answer for op, (_, answer) in OTHERS.items()}
    op, protocol = request.get("op"), request.get("protocol")
    if isinstance(op, str) and op in alone:
        return alone[op]
    return take({"op": (op, protocol)}, "op", OPERATIONS.__getitem__)


def error(kind: str, problem: object) -> Json:
    """Make the answer to what did not work; the reference cannot say where."""
    return {"error": {"kind": kind, "at": None, "offset": None, "detail": str(problem)}}


def perform(request: Json) -> Json:
    """Answer a request, whatever it is; the answer has no id yet."""
    try:
        return {"ok": find(request)(request)}
    except BadRequest as problem:
        return error("bad_value", problem)
    except Refused as refusal:
        return error("refused", refusal)
    except Exception as surprise:  # noqa: BLE001 - a testee never dies on a request
        return error("unexpected", repr(surprise))


def answer(line: bytes) -> Json:
    """Answer a line of input."""
    try:
        request = as_is(dict).from_json(json.loads(line.decode()))
        request_id = as_is(int | str | None).from_json(request.get("id"))
    except (ValueError, TypeError, RecursionError) as problem:
        return {"id": None, **error("bad_value", problem)}
    return {"id": request_id, **perform(request)}


LONGEST = 32 << 20
"""The most bytes that a line can have; the same in every language."""


def read_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Read line by line; ``None`` is one that is too long, whose rest is passed over."""
    while line := stream.readline(LONGEST + 1):
        if len(line) <= LONGEST or line.endswith(b"\n"):
            yield line
            continue
        yield None  # before the rest, which may never end
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 16)


def too_long() -> Json:
    """Answer a line that is too long, of which nobody knows the id."""
    return {"id": None, **error("bad_value", f"the line is longer than {LONGEST} bytes")}


def serve() -> None:
    """Answer standard input until it ends."""
    for name in ("SIGINT", "SIGPIPE"):  # go without a word when the runner goes
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    to_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    for line in read_lines(sys.stdin.buffer):
        answered = too_long() if line is None else answer(line)
        sys.stdout.buffer.write(to_json(answered).encode() + b"\n")
        sys.stdout.buffer.flush()


def agrees(vector: Json) -> bool:
    """Decode a vector, and encode it again to the same bytes in the same mode."""
    known = {name: vector[name] for name in ("message", "variant", "minimal_headers")}
    base = {"protocol": "stateful", "direction": vector["direction"], **known}
    decoded = perform({**base, "op": "decode", "hex": vector["hex"]}).get("ok", {})
    encoded = perform({**base, "op": "encode", "fields": decoded.get("fields")})
    same_bytes = encoded == {"ok": {"hex": vector["hex"]}}
    return same_bytes and known.items() <= decoded.items()


def self_check(path: Path) -> bool:
    """Compare with the vectors of a file; whether there are any and all agree."""
    vectors = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    disagreeing = [vector["name"] for vector in vectors if not agrees(vector)]
    for name in disagreeing:
        print(f"{name} does not agree")
    print(f"{len(vectors) - len(disagreeing)} vectors agree")
    return vectors != [] and disagreeing == []


def main() -> int:
    """Run the program; its exit status."""
    parser = argparse.ArgumentParser(description="Reference testee over lonelypsp.")
    parser.add_argument("--self-check", type=Path, metavar="FILE", help="known vectors")
    arguments = parser.parse_args()
    if arguments.self_check:
        return 0 if self_check(arguments.self_check) else 1
    serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
