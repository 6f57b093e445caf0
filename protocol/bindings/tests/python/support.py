"""What the tests share: where the package and the corpus are, and messages made at random."""

import json
import math
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[4]
PACKAGE = Path(os.environ.get("LONELY_PYTHON_PACKAGE", REPOSITORY / "protocol/bindings/python"))
CORPUS = Path(os.environ.get("LONELY_CORPUS", REPOSITORY / "protocol/vectors"))

sys.path.insert(0, str(PACKAGE / "src"))


def corpus(op: str, protocol: str | None = None) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The corpus's cases of one kind, perhaps only those of one protocol: name, request, what is expected."""
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            request = case["request"]
            if request["op"] == op and protocol in (None, request.get("protocol")):
                yield case["name"], case["request"], case["expect"]


def random_bytes(rng: random.Random, most: int) -> bytes:
    """Some bytes, mostly few."""
    return rng.randbytes(min(most, rng.choice((0, 1, 2, 7, 64, 255, 256, 300, 5000))))


def random_text(rng: random.Random, most: int) -> str:
    """Some text whose UTF-8 is not longer than that."""
    text = "".join(rng.choice("ab\0\n/é€😀") for _ in range(rng.choice((0, 1, 3, 20, 300))))
    while len(text.encode()) > most:
        text = text[:-1]
    return text


def random_integer(rng: random.Random, first: int, last: int) -> int:
    """A number from a range, often one of its ends."""
    ends = (first, first + 1, 0, 1, 255, 256, 65535, 65536, last - 1, last)
    return rng.choice([end for end in ends if first <= end <= last] + [rng.randint(first, last)])


def value_step(step: Any) -> Any:
    """The step of a value without what stands before it in a sequence."""
    return step.value if type(step).__name__ == "Item" else step


def random_value(rng: random.Random, step: Any) -> Any:
    """A value that the step of a shape takes; `step` is one of the runtime's."""
    room = (1 << 8 * step.prefix) - 1 if getattr(step, "prefix", 0) else 5000
    step = value_step(step)
    kind = type(step).__name__
    if kind == "Octets":
        most = min(step.most, room)
        return rng.randbytes(step.exactly) if step.exactly is not None else random_bytes(rng, most)
    if kind == "Text":
        return random_text(rng, min(step.most, room))
    if kind == "OptionalText":
        return random_text(rng, min(step.most, room)) or None
    if kind in ("Boolean", "Flag"):
        return rng.random() < 0.5
    if kind == "OtherFlags":
        return rng.getrandbits(16) & step.mask
    if kind == "Group":
        return random_entries(rng, step.entry)
    if kind == "Sint":
        half = 1 << (8 * step.width - 1)
        return random_integer(rng, -half, half - 1)
    if kind == "Uint":
        number = random_integer(rng, 0, (1 << 8 * step.width) - 1)
        return number if number != step.never else (number + 1) % 256
    if kind == "Float":
        return rng.choice((0.0, -0.0, 0.1, -1.5, 1e21, 5e-324, math.inf, -math.inf, rng.uniform(-1e9, 1e9)))
    assert kind == "Body", kind
    return random_bytes(rng, room)


def random_entries(rng: random.Random, entry: Any) -> tuple[Any, ...]:
    """Some entries of a group, sorted if they have to be."""
    entries = [random_fields(rng, entry) for _ in range(rng.choice((0, 1, 2, 5)))]
    sort = next((step.field for step in entry.steps if getattr(step, "ascending", False)), None)
    if sort is not None:
        # Text that is absent is sorted as if it were empty.
        by_value = {"" if fields[sort] is None else fields[sort]: fields for fields in entries}
        entries = [by_value[value] for value in sorted(by_value)]
    return tuple(entry.of(**fields) for fields in entries)


def random_fields(rng: random.Random, shape: Any) -> dict[str, Any]:
    """Values for all fields of a shape but its type, or for those of an entry."""
    return {
        step.field: None if step.form == "none" else random_value(rng, step)
        for step in shape.steps
        if step.field is not None
    }
