"""Puts another package where parts of ``lonelypsp`` are looked for, and proves that it stays.

The server and the client import their messages from ``lonelypsp.stateful``, numbers and etags from
``lonelypsp.stateless``, and what authorizes messages from ``lonelypsp.auth``. Python looks a module
up in ``sys.modules`` before it looks for a file, so that a package entered there is what they get.
"""

import argparse
import importlib
import sys
from pathlib import Path
from types import ModuleType

ORIGINAL = "lonelypsp"

REPLACED = ("stateful", "stateless", "auth")
"""The parts of it that are replaced."""

GENERATED = Path(__file__).resolve().parents[2] / "python" / "src"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which package is meant."""
    parser.add_argument("--package-path", type=Path, default=GENERATED, metavar="DIR")
    parser.add_argument("--package", default="lonelypsp_bindings", metavar="NAME")


def import_parts(package: str) -> dict[str, ModuleType]:
    """Imports the replaced parts of a package; keys are the names after the package's own."""
    return {
        f".{part}{suffix}": module
        for part in REPLACED
        for suffix, module in import_whole(f"{package}.{part}").items()
    }


def import_whole(name: str) -> dict[str, ModuleType]:
    """Imports a package with all its modules; keys are the names after the package's own.

    Files are looked for, not packages, as the original's inner folders have no ``__init__.py``.
    """
    top = importlib.import_module(name)
    found = {"": top}
    for folder in map(Path, top.__path__):
        for file in sorted(folder.rglob("*.py")):
            parts = list(file.relative_to(folder).with_suffix("").parts)
            if parts[-1] == "__init__":
                parts.pop()
            if parts and parts[-1] != "__main__":
                suffix = "".join(f".{part}" for part in parts)
                found[suffix] = importlib.import_module(name + suffix)
    return found


def import_from(folder: Path, package: str) -> dict[str, ModuleType]:
    """Imports the parts of the generated package that replace the original's."""
    sys.path.insert(0, str(folder.resolve()))
    return import_parts(package)


def install(modules: dict[str, ModuleType]) -> None:
    """Enters the modules under the names of those that they replace."""
    early = [
        name
        for name in sys.modules
        if name.split(".")[0] in ("lonelypsp", "lonelypss", "lonelypsc")
    ]
    if early:
        raise AssertionError(f"imported before the stand-in was there: {early}")
    for suffix, module in modules.items():
        sys.modules[ORIGINAL + suffix] = module
    for part in REPLACED:
        vars(importlib.import_module(ORIGINAL))[part] = modules[f".{part}"]


def prove(modules: dict[str, ModuleType]) -> int:
    """Checks that whatever is loaded under the replaced names is the stand-in; counts it."""
    folder = Path(modules[f".{REPLACED[0]}"].__file__ or "").resolve().parents[1]
    replaced = tuple(f"{ORIGINAL}.{part}." for part in REPLACED)
    loaded = {
        name: module for name, module in sys.modules.items() if f"{name}.".startswith(replaced)
    }
    for name, module in loaded.items():
        file = Path(module.__file__ or "").resolve()
        if not file.is_relative_to(folder):
            raise AssertionError(f"{name} was loaded from {file}, not from {folder}")
        if module is not modules.get(name[len(ORIGINAL) :]):
            raise AssertionError(f"{name} was loaded a second time, from {file}")
    for part in REPLACED:
        if getattr(sys.modules[ORIGINAL], part) is not modules[f".{part}"]:
            raise AssertionError(f"the attribute lonelypsp.{part} is not the stand-in")
    return len(loaded)
