"""The package has what `stateful`, `stateless` and `auth` of PyPI's `lonelypsp` have: same names, same arguments.

Needs `lonelypsp==0.0.47`; without it these tests are skipped.
"""

import dataclasses
import enum
import importlib
import importlib.util
import inspect
import pkgutil
import typing
import unittest
from collections.abc import Iterator
from io import BytesIO
from types import ModuleType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import support

OURS = "lonelypsp_bindings.stateful"
THEIRS = "lonelypsp.stateful"
TOP = "lonelypsp"

ABSENT = {
    # A helper of the module's own annotations that happens to have no underscore.
    ("stateful.parser_helpers", "T"),
}

assert support.PACKAGE


def reference_modules() -> list[str]:
    """The names of the reference's modules, below `lonelypsp`."""
    found: list[str] = []
    for below in ("stateful", "stateful.messages", "stateless", "auth", "auth.helpers"):
        package = importlib.import_module(f"{TOP}.{below}")
        modules = pkgutil.iter_modules(package.__path__)
        found += [f"{below}.{module.name}" for module in modules if not module.ispkg]
    return sorted(name for name in found if ".test_" not in name)


def own_names(module: ModuleType) -> list[str]:
    """The public names that a module defines and does not import."""
    members = ((name, value) for name, value in vars(module).items() if not name.startswith("_"))
    return [name for name, value in members if is_own(module, value)]


def is_own(module: ModuleType, value: object) -> bool:
    """Whether something was made in a module, as far as can be seen."""
    if isinstance(value, ModuleType) or value is typing.TYPE_CHECKING:
        return False
    if get_origin(value) is Union:
        return any(getattr(typing.cast(Any, m), "__module__", "").startswith(THEIRS) for m in get_args(value))
    return getattr(value, "__module__", module.__name__) == module.__name__


def kind(value: object) -> str:
    """What sort of thing it is."""
    if isinstance(value, TypeVar):
        return "type variable"
    if get_origin(value) in (Union, UnionType):
        return "union"
    if isinstance(value, enum.EnumMeta):
        return "flags" if issubclass(value, enum.Flag) else "enum"
    if dataclasses.is_dataclass(value):
        return "dataclass"
    return (
        "class"
        if inspect.isclass(value)
        else "function"
        if inspect.isfunction(value)
        else type(value).__name__
    )


def shown(hint: Any) -> Any:
    """A type, without regard to how it is spelled and which of the packages it is from."""
    if get_origin(hint) in (Union, UnionType):
        return frozenset(map(shown, get_args(hint)))
    if get_origin(hint) is Literal:
        values = [v for v in get_args(hint) if v is not None]
        return (
            ("literal", *(f"{type(v).__name__}.{getattr(v, 'name', v)}" for v in values))
            if values
            else shown(type(None))
        )
    if get_args(hint):
        return (shown(get_origin(hint)), *map(shown, get_args(hint)))
    return getattr(hint, "__name__", str(hint))


def parameters(function: Any) -> list[tuple[str, Any, Any]]:
    """Names, kinds and defaults; those that are only given by name in the order of their names."""
    found = [(p.name, p.kind, p.default) for p in inspect.signature(function).parameters.values()]
    by_name = inspect.Parameter.KEYWORD_ONLY
    return [p for p in found if p[1] != by_name] + sorted(p for p in found if p[1] == by_name)


@unittest.skipUnless(importlib.util.find_spec("lonelypsp"), "lonelypsp is not installed")
class Surface(unittest.TestCase):
    """Every public name of every module."""

    def pairs(self) -> Iterator[tuple[str, str, Any, Any]]:
        """Module, name, theirs, ours."""
        for module in reference_modules():
            theirs, ours = (
                importlib.import_module(f"{TOP}.{module}"),
                importlib.import_module(f"lonelypsp_bindings.{module}"),
            )
            for name in own_names(theirs):
                if (module, name) not in ABSENT:
                    yield module, name, getattr(theirs, name), getattr(ours, name, None)

    def test_names(self) -> None:
        """They exist, and are the same sort of thing."""
        count = 0
        for module, name, theirs, ours in self.pairs():
            with self.subTest(f"{module}.{name}"):
                self.assertIsNotNone(ours)
                self.assertEqual(kind(ours), kind(theirs))
            count += 1
        self.assertGreater(count, 100)

    def test_enums(self) -> None:
        """Members have the same names and values, in the same order."""
        for _, name, theirs, ours in self.pairs():
            if isinstance(theirs, enum.EnumMeta):
                with self.subTest(name):
                    self.assertEqual(
                        [(m.name, m.value) for m in typing.cast(Any, ours)],
                        [(m.name, m.value) for m in typing.cast(Any, theirs)],
                    )

    def test_dataclasses(self) -> None:
        """Fields have the same names, order, types and defaults; the constructor takes the same arguments."""
        for _, name, theirs, ours in self.pairs():
            if kind(theirs) == "dataclass":
                with self.subTest(name):
                    fields = [
                        [(f.name, f.default, f.init) for f in dataclasses.fields(cls)]
                        for cls in (ours, theirs)
                    ]
                    self.assertEqual(*fields)
                    self.assertEqual(parameters(ours), parameters(theirs))
                    hints = [{k: shown(v) for k, v in get_type_hints(cls).items()} for cls in (ours, theirs)]
                    self.assertEqual(*hints)
                    self.assertEqual(ours.__slots__, theirs.__slots__)
                    self.assertEqual(ours.__match_args__, theirs.__match_args__)

    def test_functions(self) -> None:
        """They take the same arguments."""
        for _, name, theirs, ours in self.pairs():
            if inspect.isfunction(theirs):
                with self.subTest(name):
                    self.assertEqual(parameters(ours), parameters(theirs))

    def test_methods(self) -> None:
        """Parsers and protocols have the same methods with the same arguments."""
        for _, name, theirs, ours in self.pairs():
            if kind(theirs) != "class":
                continue
            for method, function in vars(theirs).items():
                if method.startswith("_") and method != "__call__":
                    continue
                with self.subTest(f"{name}.{method}"):
                    self.assertIs(type(inspect.getattr_static(ours, method)), type(function))
                    self.assertEqual(parameters(getattr(ours, method)), parameters(getattr(theirs, method)))
                    if (
                        method == "relevant_types"
                        and name.endswith("Parser")
                        and not name.endswith("_MessageParser")
                    ):
                        self.assertEqual(sorted(ours.relevant_types()), sorted(theirs.relevant_types()))

    def test_unions(self) -> None:
        """They have the same members."""
        for _, name, theirs, ours in self.pairs():
            if kind(theirs) == "union":
                with self.subTest(name):
                    self.assertEqual(shown(ours), shown(theirs))

    def test_lists_of_parsers(self) -> None:
        """They have a parser for the same types."""
        for _, name, theirs, ours in self.pairs():
            if isinstance(theirs, list):
                with self.subTest(name):
                    types = [
                        sorted(t for p in parsers for t in p.relevant_types()) for parsers in (ours, theirs)
                    ]
                    self.assertEqual(*types)

    def test_the_parser_with_two_names(self) -> None:
        """The reference's misspelt name, and the right one."""
        from lonelypsp_bindings.stateful.messages import confirm_receive

        self.assertIs(confirm_receive.S2B_ConfirmRecieveParser, confirm_receive.S2B_ConfirmReceiveParser)

    def test_a_parser_of_another_type(self) -> None:
        """It is an assertion that fails, not an error of the message."""
        from lonelypsp_bindings.stateful.constants import (
            PubSubStatefulMessageFlags,
            SubscriberToBroadcasterStatefulMessageType,
        )
        from lonelypsp_bindings.stateful.messages.missed import B2S_MissedParser

        with self.assertRaises(AssertionError):
            wrong: Any = SubscriberToBroadcasterStatefulMessageType.CONFIGURE
            B2S_MissedParser.parse(PubSubStatefulMessageFlags.MINIMAL_HEADERS, wrong, BytesIO())


@unittest.skipUnless(importlib.util.find_spec("lonelypsp"), "lonelypsp is not installed")
class Helpers(unittest.TestCase):
    """Helper functions do what the reference's do."""

    def setUp(self) -> None:
        """Both packages' helpers, side by side."""
        names = ("parser_helpers", "serializer_helpers", "constants")
        self.theirs, self.ours = (
            {name: importlib.import_module(f"{package}.{name}") for name in names}
            for package in (THEIRS, OURS)
        )

    def test_minimal_integers(self) -> None:
        """Spelled with as few bytes."""
        for number in (0, 1, 127, 128, 255, 256, 65535, 65536, 2**32, 2**64 - 1, 2**64, 2**100):
            ours, theirs = (
                m["serializer_helpers"].int_to_minimal_unsigned(number) for m in (self.ours, self.theirs)
            )
            self.assertEqual(ours, theirs)
        for module in (self.ours, self.theirs):
            with self.assertRaises(AssertionError):
                module["serializer_helpers"].int_to_minimal_unsigned(-1)

    def test_whole_messages(self) -> None:
        """From names and values."""
        for minimal in (True, False):
            written = [
                module["serializer_helpers"].serialize_simple_message(
                    type=module["constants"].BroadcasterToSubscriberStatefulMessageType.MISSED,
                    header_names=("authorization", "x-tracing"),
                    header_values=(b"", b"abc"),
                    payload=b"body",
                    minimal_headers=minimal,
                )
                for module in (self.ours, self.theirs)
            ]
            self.assertEqual(*written)
            self.assertIs(type(written[0]), type(written[1]))

    def test_header_blocks(self) -> None:
        """Read to the same values, and the same rest."""
        expanded = b"\0\3\0\1A\0\1x\0\1b\0\2yy\0\1a\0\0rest"
        for flags, data in ((0, expanded), (1, b"\0\1x\0\2yyrest"), (0, b"\0\0"), (1, b"")):
            names = ("a", "b") if flags and data else ()
            found = []
            for module in (self.ours, self.theirs):
                stream = BytesIO(data)
                mode = module["constants"].PubSubStatefulMessageFlags(flags)
                found.append(
                    (module["parser_helpers"].parse_simple_headers(mode, stream, names), stream.read())
                )
            self.assertEqual(*found)

    def test_refusals(self) -> None:
        """What the reference refuses with a `ValueError` is refused with one."""
        for flags, data in ((0, b""), (0, b"\0\1\0"), (0, b"\0\1\0\1\x80\0\0"), (1, b"\0"), (1, b"\0\3ab")):
            for module in (self.ours, self.theirs):
                mode = module["constants"].PubSubStatefulMessageFlags(flags)
                with self.assertRaises(ValueError):
                    module["parser_helpers"].parse_simple_headers(mode, BytesIO(data), ("a",))

    def test_prefixes(self) -> None:
        """All flags are kept; unknown types are refused."""
        for direction in ("s2b", "b2s"):
            for data in (
                b"\0\1\0\1",
                b"\xff\xff\0\2",
                b"\xff\xfe\0\3",
                b"\0\0\0\0",
                b"\0\0\0\x0d",
                b"\0\1\0",
                b"",
            ):
                found: list[Any] = []
                for module in (self.ours, self.theirs):
                    try:
                        prefix = getattr(module["parser_helpers"], f"parse_{direction}_message_prefix")(
                            BytesIO(data)
                        )
                        found.append((int(prefix.flags), int(prefix.type), prefix.type.name))
                    except ValueError:
                        found.append(None)
                self.assertEqual(*found)


if __name__ == "__main__":
    unittest.main()
