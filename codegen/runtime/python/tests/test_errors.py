"""`LonelyError` as data and as a sentence."""

import pickle
import unittest

from lonely.errors import LonelyError


class Errors(unittest.TestCase):
    """Where nothing is named, nothing is said."""

    def test_sentences(self) -> None:
        """With and without a place."""
        cases = [
            (None, None, "two lengths differ: expected 1, found 2"),
            (None, 4, "two lengths differ at byte 4: expected 1, found 2"),
            ("x-a", None, "two lengths differ in `x-a`: expected 1, found 2"),
            ("x-a", 4, "two lengths differ at byte 4, in `x-a`: expected 1, found 2"),
        ]
        for at, offset, text in cases:
            self.assertEqual(str(LonelyError("length_mismatch", at, offset, "1", "2")), text)

    def test_it_is_a_value_error_that_can_be_pickled(self) -> None:
        """All five parts arrive."""
        error = LonelyError("too_long", "x-a", 7, "at most 1 byte", "2 bytes")
        self.assertIsInstance(error, ValueError)
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual(vars(again), vars(error))


if __name__ == "__main__":
    unittest.main()
