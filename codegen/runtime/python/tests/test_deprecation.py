"""Whoever makes an instance of a deprecated class is warned; whoever reads one is not."""

import unittest
import warnings
from dataclasses import dataclass

from lonely.runtime.deprecation import deprecated


@deprecated("Use `New`.")
@dataclass(frozen=True, slots=True)
class Old:
    """Deprecated."""

    value: int = 0


class DeprecationTest(unittest.TestCase):
    """What the decorator does."""

    def test_an_instance_is_warned_of_where_it_is_made(self) -> None:
        """The warning names the file of the caller."""
        with self.assertWarns(DeprecationWarning) as caught:
            made = Old(value=3)
        self.assertEqual((made.value, str(caught.warning)), (3, "Use `New`."))
        self.assertEqual(caught.filename, __file__)

    def test_the_class_says_so_of_itself(self) -> None:
        """As PEP 702 has it."""
        self.assertEqual(getattr(Old, "__deprecated__", None), "Use `New`.")

    def test_whoever_only_names_it_is_told_nothing(self) -> None:
        """Reading a message of another peer is no use of the class."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            made = object.__new__(Old)
            object.__setattr__(made, "value", 4)
            self.assertIsInstance(made, Old)


if __name__ == "__main__":
    unittest.main()
