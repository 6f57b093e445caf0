"""Tracing as W3C Trace Context, from the specification's examples and rules."""

import random
import unittest

from lonely.trace_context import TraceContext, TraceContextError

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
"""The example of the specification."""

TRACE_ID = bytes.fromhex("0af7651916cd43dd8448eb211c80319c")
PARENT_ID = bytes.fromhex("b7ad6b7169203331")
BODY = PARENT[2:]


def parsed(text: str) -> TraceContext:
    """The context in it."""
    found = TraceContext.parse(text.encode())
    assert found is not None, text
    return found


class Parents(unittest.TestCase):
    """The first line."""

    def refused(self, text: str) -> None:
        """What is no `traceparent` is no context."""
        with self.assertRaises(TraceContextError) as raised:
            TraceContext.parse(text.encode())
        self.assertEqual(raised.exception.part, "traceparent", text)
        self.assertIn("`traceparent`", str(raised.exception))
        self.assertIsNone(TraceContext.receive(text.encode()), text)

    def test_the_example(self) -> None:
        """There and back."""
        context = parsed(PARENT)
        self.assertEqual(
            (context.trace_id, context.parent_id, context.flags), (TRACE_ID, PARENT_ID, 1)
        )
        self.assertTrue(context.is_sampled)
        self.assertEqual((context.trace_state, context.members()), ("", []))
        self.assertEqual(context.encode(), PARENT.encode())
        self.assertEqual(TraceContext(TRACE_ID, PARENT_ID, 1), context)
        self.assertIsNone(TraceContext.parse(b""))
        self.assertIsNone(TraceContext.receive(b""))

    def test_versions(self) -> None:
        """One that is not known goes out as the one that is; there is no version ff."""
        self.assertEqual(parsed(f"cc{BODY}").encode(), PARENT.encode())
        for right in (f"01{BODY}", f"fe{BODY}", f"01{BODY}-", f"cc{BODY}-what.the/future"):
            self.assertEqual(parsed(right).trace_id, TRACE_ID)
        for wrong in ("ff", "0", "000", "0A"):
            self.refused(wrong + BODY)
        for wrong in (
            f"ff{BODY}-x",
            f"00{BODY}-",
            f"00{BODY}-x",
            f"00{BODY}0",
            f"01{BODY}x",
            f"01{BODY}.",
        ):
            self.refused(wrong)

    def test_what_is_none(self) -> None:
        """Other lengths, other digits, ids of nothing but zeros."""
        for text in (
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "00-0af7651916cd43dd8448eb211c80319cb-7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319-cb7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
            "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
            "00-0af7651916cd43dd-8448eb211c80319c-b7ad6b7169203331-01",
            f" {PARENT}",
            f"{PARENT} ",
            f"{PARENT}\r\na=b",
            "00-0af7651916cd43dd8448eb211c8031ü-b7ad6b7169203331-01",
            "\n",
            "x",
        ):
            self.refused(text)
        # The records that a `RESPONSE_NOTIFY` needs are something else.
        self.refused("\0\0\1\0\1x\0\2{}" + 24 * "\0")
        for ids in ((bytes(16), PARENT_ID), (TRACE_ID, bytes(8)), (TRACE_ID[1:], PARENT_ID)):
            with self.assertRaises(ValueError):
                TraceContext(*ids, 1)

    def test_flags(self) -> None:
        """Those without a meaning are not passed on."""
        for received, sent in (
            ("00", "00"),
            ("01", "01"),
            ("02", "02"),
            ("03", "03"),
            ("fc", "00"),
            ("ff", "03"),
        ):
            context = parsed(PARENT[:53] + received)
            self.assertEqual(context.encode().decode(), PARENT[:53] + sent)
        self.assertFalse(TraceContext(TRACE_ID, PARENT_ID, 2).is_sampled)


class States(unittest.TestCase):
    """The second line."""

    def test_members(self) -> None:
        """In their order."""
        text = f"{PARENT}\nrojo=00f067aa0ba902b7,congo=t61rcWkgMzE"
        context = parsed(text)
        self.assertEqual(
            context.members(), [("rojo", "00f067aa0ba902b7"), ("congo", "t61rcWkgMzE")]
        )
        self.assertEqual(context.encode().decode(), text)
        self.assertEqual(TraceContext.receive(text.encode()), context)
        # An empty one is none, and is not sent.
        self.assertEqual(parsed(f"{PARENT}\n").encode().decode(), PARENT)

    def test_right_ones(self) -> None:
        """They are sent on as they came."""
        for text in (
            ",",
            " , ,\t",
            "a=1",
            "0a=1",
            "a_-*/@z=!\"#$%&'()*+-./:;<>?@[\\]^_`{|}~ x",
            "fw529a3039@dt=FfC6ZZMeAAA",
            "a=1 ,\t b=2",
            "a= b",
            "k" * 256 + "=" + "v" * 256,
            ",".join(f"k{index}=v" for index in range(32)) + ",,,",
        ):
            self.assertEqual(parsed(f"{PARENT}\n{text}").trace_state, text)

    def test_wrong_ones(self) -> None:
        """Whoever goes on with the trace does without them."""
        for text in (
            "a",
            "a=",
            "=1",
            "a=1=2",
            "A=1",
            "_a=1",
            "a b=1",
            "a =1",
            "a=ü",
            "a=1\n",
            "a=1\nb=2",
            "a=\x7f",
            "a=1,a=2",
            "b=1,a=1,b=2",
            "k" * 257 + "=v",
            "k=" + "v" * 257,
            ",".join(f"k{index}=v" for index in range(33)),
        ):
            tracing = f"{PARENT}\n{text}".encode()
            with self.assertRaises(TraceContextError) as raised:
                TraceContext.parse(tracing)
            self.assertEqual(raised.exception.part, "tracestate", text)
            self.assertIn("`tracestate`", str(raised.exception))
            self.assertEqual(TraceContext.receive(tracing), TraceContext(TRACE_ID, PARENT_ID, 1))
            with self.assertRaises(TraceContextError):
                TraceContext(TRACE_ID, PARENT_ID, 1, text)

    def test_any_bytes(self) -> None:
        """None of them hurt, and what is written is read."""
        rng = random.Random(3)
        for _ in range(2000):
            junk = rng.randbytes(rng.randint(0, 80))
            TraceContext.receive(junk)
            context = TraceContext.receive(PARENT.encode() + b"\n" + junk)
            self.assertIsNotNone(context)
            made = TraceContext(
                b"\1" + rng.randbytes(15), b"\1" + rng.randbytes(7), rng.randint(0, 3), "a=1"
            )
            self.assertEqual(TraceContext.parse(made.encode()), made)
            self.assertEqual(len(made.encode()), 55 + 1 + 3)


if __name__ == "__main__":
    unittest.main()
