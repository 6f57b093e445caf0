"""All scenarios. To be imported only when the package to be tried is in its place."""

import json
from collections import Counter
from functools import partial
from pathlib import Path

import zstandard

from conversation import converse
from counting import Counts
from expected import COMPRESSORS, SCRIPTED, expected
from payloads import samples
from refusal import refused
from report import Report
from scenario import HTTP, WEBSOCKET, Scenario, scenarios
from scripted import custom_dictionary
from tap import Frame
from wire import classes, compressors, every_class


class Program:
    """Runs everything and compares what passed over the websocket with what the package did."""

    def __init__(
        self, report: Report, counts: Counts, record: Path | None, *, delayed: bool
    ) -> None:
        self.report = report
        self.counts = counts
        self.record = record
        self.delayed = delayed
        self.notified = self.received = 0
        self.messages: Counter[str] = Counter()
        self.recorded: list[str] = []
        self.dictionary = zstandard.train_dictionary(4096, list(samples()))
        self.dictionary.precompute_compress(level=3)

    def run(self) -> None:
        """Every scenario."""
        for scenario in scenarios():
            self.report.run(scenario.title, partial(self._converse, scenario))
        for minimal in (True, False):
            scripted = Scenario("none", WEBSOCKET, (WEBSOCKET,), "custom", minimal)
            self.report.run(scripted.title, partial(self._follow_script, scripted))
        for authorization in ("token", "hmac"):
            for transport in (WEBSOCKET, HTTP):
                stranger = Scenario(authorization, transport, (transport,))
                self.report.run(stranger.title, partial(self._be_refused, stranger))
        if self.record:
            self.record.write_text("".join(self.recorded), encoding="utf-8")

    def never_seen(self) -> list[str]:
        """The protocol's message classes that did not occur."""
        return sorted(every_class() - set(self.messages))

    @property
    def sums(self) -> str:
        """What was exchanged in all."""
        return (
            f"{self.notified} notifications sent, {self.received} received; "
            f"{self.messages.total()} websocket messages of {len(self.messages)} classes, "
            "each written once and read once by these modules"
        )

    async def _converse(self, scenario: Scenario) -> str:
        self.counts.clear()
        outcome = await converse(scenario, self.dictionary)
        self.notified += outcome.notified
        self.received += outcome.received
        return (
            f"{min(outcome.sizes)}..{max(outcome.sizes)} bytes, "
            f"{outcome.notified} sent, {outcome.received} received, "
            + self._compare(scenario, outcome.frames, expected(scenario))
        )

    async def _follow_script(self, scenario: Scenario) -> str:
        self.counts.clear()
        frames = await custom_dictionary(scenario, self.dictionary)
        return "scripted server, " + self._compare(scenario, frames, SCRIPTED)

    async def _be_refused(self, scenario: Scenario) -> str:
        in_vain = await refused(scenario, self.dictionary)
        return f"wrong secret, refused, {in_vain} messages sent in vain"

    def _compare(self, scenario: Scenario, frames: list[Frame], wanted: set[str]) -> str:
        """Every message was written and read once with the package; the classes are as wanted."""
        read, written = Counter(self.counts.read), Counter(self.counts.written)
        on_wire = classes(frames)
        if (found := set(on_wire)) != wanted:
            raise AssertionError(f"missing {wanted - found}, not expected {found - wanted}")
        if (numbers := compressors(frames)) != COMPRESSORS[scenario.zstd]:
            raise AssertionError(f"compressed by {numbers}")
        if {frame.minimal_headers for frame in frames} - {scenario.minimal_headers}:
            raise AssertionError("messages have headers of the other mode")
        # Where somebody stands in the middle, clients leave before the last answer arrives.
        if (read != on_wire and not self.delayed) or written != on_wire:
            raise AssertionError(f"on the wire {on_wire}\nread {read}\nwritten {written}")
        self.messages += on_wire
        self.recorded += [
            json.dumps({"scenario": scenario.title, "direction": f.direction, "wire": f.wire.hex()})
            + "\n"
            for f in frames
        ]
        return f"{len(frames)} messages of {len(on_wire)} classes"
