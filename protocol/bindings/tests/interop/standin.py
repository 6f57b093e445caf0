"""Puts another package where ``lonelypsp.stateful`` is looked for, and proves that it stayed there.

The server and the client import their messages from ``lonelypsp.stateful``. Python looks a module
up in ``sys.modules`` before it looks for a file, so that a package entered there is what they get.
"""

import argparse
import importlib
import sys
from pathlib import Path
from types import ModuleType

REPLACED = "lonelypsp.stateful"

GENERATED = Path(__file__).resolve().parents[2] / "python" / "src"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which package is meant."""
    parser.add_argument("--package-path", type=Path, default=GENERATED, metavar="DIR")
    parser.add_argument("--package", default="lonelypsp_bindings", metavar="NAME")


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
    """Imports the generated package, or only its subpackage ``stateful`` if there is one."""
    sys.path.insert(0, str(folder.resolve()))
    top = importlib.import_module(package)
    has_inner = any(
        (Path(folder) / "stateful" / "__init__.py").is_file() for folder in top.__path__
    )
    return import_whole(f"{package}.stateful" if has_inner else package)


def install(modules: dict[str, ModuleType]) -> None:
    """Enters the modules under the replaced package's names."""
    early = [
        name
        for name in sys.modules
        if name.split(".")[0] in ("lonelypsp", "lonelypss", "lonelypsc")
    ]
    if early:
        raise AssertionError(f"imported before the stand-in was there: {early}")
    for suffix, module in modules.items():
        sys.modules[REPLACED + suffix] = module
    vars(importlib.import_module("lonelypsp"))["stateful"] = modules[""]


def prove(modules: dict[str, ModuleType]) -> int:
    """Checks that whatever is loaded under the replaced names is the stand-in; counts it."""
    folder = Path(modules[""].__file__ or "").resolve().parent
    loaded = {
        name: module
        for name, module in sys.modules.items()
        if (name + ".").startswith(REPLACED + ".")
    }
    for name, module in loaded.items():
        file = Path(module.__file__ or "").resolve()
        if not file.is_relative_to(folder):
            raise AssertionError(f"{name} was loaded from {file}, not from {folder}")
        if module is not modules.get(name[len(REPLACED) :]):
            raise AssertionError(f"{name} was loaded a second time, from {file}")
    if sys.modules["lonelypsp"].stateful is not modules[""]:
        raise AssertionError("the attribute lonelypsp.stateful is not the stand-in")
    return len(loaded)
