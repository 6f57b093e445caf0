"""Compares the generated package with the original, message by message, over a recorded session.

    python replay.py [--package-path DIR] [--package NAME] [--record FILE]

Without a record, `run.py --reference` makes one first: everything that passed between the real
server and the real client while they used the original. Each message is read by both packages,
which have to find the same class with the same values, and written by both in both header modes,
which has to give the same bytes; and in the mode that it came in, the bytes that it came as.
"""

import argparse
import dataclasses
import enum
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import standin

HERE = Path(__file__).resolve().parent


class Codec:
    """Reading and writing any message with one of the two packages."""

    def __init__(self, modules: dict[str, ModuleType]) -> None:
        self.helpers = modules[".stateful.parser_helpers"]
        self.parsers = modules[".stateful.parser"]
        self.writers: dict[str, Any] = {}
        for suffix, module in modules.items():
            if suffix.startswith(".stateful.messages."):
                self.writers |= {
                    k: v for k, v in vars(module).items() if k.startswith("serialize_")
                }

    def read(self, direction: str, wire: bytes) -> Any:
        """One whole message."""
        stream = io.BytesIO(wire)
        prefix = getattr(self.helpers, f"parse_{direction}_message_prefix")(stream)
        parser = getattr(self.parsers, f"{direction.upper()}_AnyMessageParser")
        return parser.parse(prefix.flags, prefix.type, stream)

    def write(self, message: Any, *, minimal: bool) -> bytes:
        """The message's bytes; the variants of a type share the writer that is called like it."""
        direction = type(message).__name__[:3].lower()
        writer = self.writers[f"serialize_{direction}_{message.type.name.lower()}"]
        return bytes(writer(message, minimal_headers=minimal))


class Entry(NamedTuple):
    """One recorded message."""

    scenario: str
    direction: str
    wire: bytes


def entries(record: Path) -> Iterator[Entry]:
    """All recorded messages, in order."""
    with record.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            yield Entry(entry["scenario"], entry["direction"], bytes.fromhex(entry["wire"]))


def values(message: Any) -> dict[str, Any]:
    """A message's fields, without the package's own enumerations."""
    found = {field.name: getattr(message, field.name) for field in dataclasses.fields(message)}
    return {k: int(v) if isinstance(v, enum.IntEnum) else v for k, v in found.items()}


def differences(entry: Entry, theirs: Any, original: Codec, package: Codec) -> Iterator[str]:
    """What is not the same as in the original's message; nothing, if all is well."""
    mine = package.read(entry.direction, entry.wire)
    if type(mine).__name__ != type(theirs).__name__:
        yield f"the class is {type(mine).__name__}, not {type(theirs).__name__}"
    if values(mine) != values(theirs):
        yield f"the values are {values(mine)}, not {values(theirs)}"
    came_minimal = bool(int.from_bytes(entry.wire[:2], "big") & 1)
    for minimal in (True, False):
        mode = "minimal" if minimal else "expanded"
        wire = package.write(mine, minimal=minimal)
        if wire != original.write(theirs, minimal=minimal):
            yield f"with {mode} headers the bytes differ"
        if minimal == came_minimal and wire != entry.wire:
            yield f"with {mode} headers the bytes are not those that came"
        if values(package.read(entry.direction, wire)) != values(mine):
            yield f"with {mode} headers it is not read as it was written"


def replay(record: Path, original: Codec, package: Codec) -> int:
    """Compares everything, prints the result, and answers the exit status."""
    messages: Counter[str] = Counter()
    scenarios: set[str] = set()
    size = failed = 0
    for number, entry in enumerate(entries(record), 1):
        message = original.read(entry.direction, entry.wire)
        try:
            found = list(differences(entry, message, original, package))
        except Exception as error:  # Whatever a wrong package raises is one more difference.
            found = [f"{type(error).__name__}: {error}"]
        for difference in found:
            print(f"FAILED  message {number} ({entry.scenario}): {difference}")
        failed += len(found)
        messages[type(message).__name__] += 1
        scenarios.add(entry.scenario)
        size += len(entry.wire)
    for name, times in sorted(messages.items()):
        print(f"{times:6}  {name}")
    print(
        f"{messages.total()} messages of {len(messages)} classes, {size} bytes, "
        f"from {len(scenarios)} scenarios; "
        f"each read and written again in both header modes; {failed} differences"
    )
    return 1 if failed or not messages else 0


def main() -> int:
    """Makes a record, if there is none, and replays it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    standin.add_arguments(parser)
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="what run.py --record has written"
    )
    chosen = parser.parse_args()
    package = Codec(standin.import_from(chosen.package_path, chosen.package))
    original = Codec(standin.import_parts(standin.ORIGINAL))
    if chosen.record:
        return replay(chosen.record, original, package)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.jsonl"
        subprocess.run(
            [sys.executable, str(HERE / "run.py"), "--reference", "--record", str(record)],
            check=True,
        )
        return replay(record, original, package)


if __name__ == "__main__":
    sys.exit(main())
