"""Random messages of every shape."""

import unittest

from roundtrip import run


class RoundTrip(unittest.TestCase):
    """Written and read again in all ways."""

    def test_every_shape(self) -> None:
        """None is refused: no number in this protocol is derived from a wider one."""
        written, refused = run("lonelypsp_bindings", rounds=50)
        self.assertGreater(written, 1000)
        self.assertEqual(refused, 0)


if __name__ == "__main__":
    unittest.main()
