"""The README's programs run as they stand."""

import re
import subprocess
import sys
import unittest

from support import PACKAGE

PROGRAMS = re.findall(
    r"^```python\n(.*?)^```", (PACKAGE / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


class Readme(unittest.TestCase):
    """In a process of their own, with nothing but the package."""

    def run_program(self, text: str) -> str:
        """What a program prints."""
        command = [
            sys.executable,
            "-I",
            "-W",
            "error",
            "-c",
            f"import sys; sys.path.insert(0, {str(PACKAGE / 'src')!r})\n{text}",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_first_program(self) -> None:
        """It prints a message as bytes and as it was read."""
        lines = self.run_program(PROGRAMS[0]).splitlines()
        self.assertRegex(lines[0], r"^(?:[0-9a-f]{2})+$")
        self.assertRegex(lines[1], r"^[SB]2[SB]_\w+\(")

    def test_the_rest(self) -> None:
        """The others go on where the first ends."""
        self.assertIn("truncated None 2", self.run_program("\n".join(PROGRAMS)))


if __name__ == "__main__":
    unittest.main()
