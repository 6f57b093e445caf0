"""Writes and reads random messages of every shape of a package: `roundtrip.py FOLDER MODULE [ROUNDS]`.

The folder is that of the package, with `src` in it. A number derived from another may be too wide for its header; such
a message has to be refused, and nothing else may be.
"""

import hashlib
import importlib
import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from support import random_fields, value_step


def with_digests(shape: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """With the digests that the body has, wherever a digest could stand."""
    body = next((fields[step.field] for step in shape.steps if step.form == "body"), b"")
    digest = hashlib.sha512(body).digest()
    return fields | {s.field: digest for s in shape.steps if getattr(value_step(s), "exactly", None) == 64}


def check(way: Any, shape: Any, message: Any, error: type[ValueError]) -> bool:
    """Whether the message could be written; then it was read again, by all ways, as what it was."""
    for minimal in (True, False):
        try:
            data = way.encode(message, minimal_headers=minimal)
        except error as refusal:
            assert refusal.kind == "out_of_range", refusal  # type: ignore[attr-defined]
            return False
        assert way.decode(data) == message, (message, data)
        assert way.decode(memoryview(data)) == message
        loose = type(message)(**{name: loosened(getattr(message, name)) for name in message.__slots__})
        assert way.encode(loose, minimal_headers=minimal) == data
        # Where flags mean something, another one is another message.
        if not any(step.form.endswith("flag") or step.field == "unknown_flags" for step in shape.steps):
            flags = int.from_bytes(data[:2], "big") | 0x4000 & ~shape.minimal_flag
            assert way.decode(flags.to_bytes(2, "big") + data[2:]) == message
        check_cut(way, data, error)
        check_pieces(way.incremental(), shape, message, data)
    check_json(way, shape, message)
    return True


def check_body(way: Any, shape: Any, message: Any, error: type[ValueError]) -> bool:
    """The same for a message without a prefix, of which the name is known."""
    try:
        data = way.encode(message)
    except error as refusal:
        assert refusal.kind == "out_of_range", refusal  # type: ignore[attr-defined]
        return False
    assert way.decode(shape.message, data) == message, (message, data)
    assert way.decode(shape.message, memoryview(data)) == message
    loose = type(message)(**{name: loosened(getattr(message, name)) for name in message.__slots__})
    assert way.encode(loose) == data
    check_pieces(way.incremental(shape.message), shape, message, data)
    check_json(way, shape, message)
    for end in range(min(len(data), 200)):
        try:
            way.decode(shape.message, data[:end])
        except error as refusal:
            assert str(refusal)
    return True


def check_json(way: Any, shape: Any, message: Any) -> None:
    """It is the same message after it was text, and only its names are in the form that the helper gives them."""
    direction = sys.modules[way.decode.__module__]
    text = json.dumps(direction.to_json_object(message), allow_nan=False)
    assert direction.from_json_object(json.loads(text)) == message, text
    assert (json.loads(text)["message"], json.loads(text)["variant"]) == (shape.message, shape.variant)


def check_pieces(decoder: Any, shape: Any, message: Any, data: bytes) -> None:
    """What arrives byte by byte is the message as well, but for its body, which passes."""
    pieces = (data[at : at + 1] for at in range(len(data)))
    body = b"".join([decoder.push(piece) for piece in (b"", *pieces)])
    received = decoder.finish()
    assert received.body_length == len(body)
    passed = {step.field: b"" for step in shape.steps if step.form == "body"}
    assert all(getattr(message, field) == body for field in passed), (message, body)
    assert received.message == replace(message, **passed)
    assert decoder.head().unverified == received.message


def check_cut(way: Any, data: bytes, error: type[ValueError]) -> None:
    """What lacks its end is refused, or is a message all the same; nothing else happens."""
    for end in range(min(len(data), 200)):
        try:
            way.decode(data[:end])
        except error as refusal:
            assert str(refusal)


def loosened(value: Any) -> Any:
    """The same value in a way that is not as usual."""
    if isinstance(value, tuple):
        return list(value)
    return bytearray(value) if isinstance(value, bytes) else value


def run(module: str, rounds: int) -> tuple[int, int]:
    """How many messages were written, and how many refused."""
    protocols = importlib.import_module(f"{module}.conformance").PROTOCOLS
    error = importlib.import_module(module).LonelyError
    rng = random.Random(20)
    written = refused = 0
    for ways in protocols.values():
        for way in ways.values():
            for shape in way.shapes.values():
                for _ in range(rounds):
                    fields = with_digests(shape, random_fields(rng, shape))
                    if type(way).__name__ == "Bodies":
                        is_written = check_body(way, shape, shape.of(**fields), error)
                    else:
                        is_written = check(way, shape, shape.of(type=shape.code, **fields), error)
                    if is_written:
                        written += 1
                    else:
                        refused += 1
    return written, refused


def main() -> None:
    """Run, and say how many it were."""
    folder, module = Path(sys.argv[1]), sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    sys.path.insert(0, str(folder / "src"))
    written, refused = run(module, rounds)
    assert written > 0
    print(f"{written} messages read as they were written, {refused} refused")


if __name__ == "__main__":
    main()
