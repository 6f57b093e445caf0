"""Checks that whatever the original package defines can be imported from the stand-in.

The original is only read, not imported. The fields of classes are compared too, with their order.
"""

import ast
import dataclasses
import importlib.metadata
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import standin


def differences(modules: dict[str, ModuleType]) -> tuple[list[str], int]:
    """What is different, and how many names were compared."""
    found, total = [], 0
    folder = _original()
    files = [file for part in standin.REPLACED for file in sorted((folder / part).rglob("*.py"))]
    for file in files:
        suffix = "".join(f".{part}" for part in file.relative_to(folder).with_suffix("").parts)
        for statement in ast.parse(file.read_text(encoding="utf-8")).body:
            for name in _public_names(statement):
                total += 1
                difference = _difference(modules.get(suffix), name, statement)
                if difference:
                    found.append(f"lonelypsp{suffix}.{name}: {difference}")
    return found, total


def _original() -> Path:
    files = importlib.metadata.files("lonelypsp") or []
    constants = next(file for file in files if str(file) == "lonelypsp/stateful/constants.py")
    return Path(str(constants.locate())).parents[1]


def _public_names(statement: ast.stmt) -> Iterator[str]:
    """What a module defines, but neither what it imports nor its type variables."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        targets = [ast.Name(statement.name)]
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    elif isinstance(statement, ast.Assign) and not _is_type_variable(statement.value):
        targets = statement.targets
    yield from (
        target.id for target in targets if isinstance(target, ast.Name) and target.id[0] != "_"
    )


def _is_type_variable(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "TypeVar"
    )


def _difference(module: ModuleType | None, name: str, statement: ast.stmt) -> str | None:
    if not hasattr(module, name):
        return "is not there"
    ours = getattr(module, name)
    if (
        isinstance(statement, ast.ClassDef)
        and statement.decorator_list
        and dataclasses.is_dataclass(ours)
    ):
        theirs = [line.target.id for line in statement.body if isinstance(line, ast.AnnAssign)]  # type: ignore[union-attr]
        mine = [field.name for field in dataclasses.fields(ours)]
        if mine != theirs:
            return f"has the fields {mine}, not {theirs}"
    return None
