"""Lets the real server and client from PyPI talk to each other with the generated package.

    python run.py [--package-path DIR] [--package NAME]   with the generated package
    python run.py --reference                             with the original: the test is right

One line per scenario; exit status 1 if any of them fails.
"""

import argparse
import importlib.metadata
import platform
import sys
from pathlib import Path
from types import ModuleType

import capture
import counting
import listening
import names
import standin
from report import Report

SHOWN = (
    "lonelypss",
    "lonelypsc",
    "lonelypsp",
    "fastapi",
    "starlette",
    "uvicorn",
    "websockets",
    "aiohttp",
    "zstandard",
)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    standin.add_arguments(parser)
    parser.add_argument("--reference", action="store_true", help="use the original lonelypsp alone")
    parser.add_argument(
        "--only",
        action="append",
        metavar="TEXT",
        help="only scenarios whose title contains this, or one of these",
    )
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="write all websocket messages, as JSON lines"
    )
    parser.add_argument(
        "--capture", type=Path, metavar="FILE", help="write all that passes, as packets"
    )
    return parser.parse_args()


def main() -> int:
    """Puts the package in place, runs, and reports."""
    chosen = arguments()
    versions = [f"{name} {importlib.metadata.version(name)}" for name in SHOWN]
    print(f"Python {platform.python_version()}", *versions, sep=", ")
    if chosen.reference:
        modules = standin.import_parts(standin.ORIGINAL)
        print("everything is the original lonelypsp's")
    else:
        modules = standin.import_from(chosen.package_path, chosen.package)
        standin.install(modules)
        names_in_place = ", ".join(f"{standin.ORIGINAL}.{part}" for part in standin.REPLACED)
        print(f"{chosen.package} in place of {names_in_place}")
    counts = counting.count(modules)
    report = Report(chosen.only or [""])
    if chosen.capture:
        # Before anybody has taken the socket that is there.
        capture.CapturedSocket.capture = capture.Capture(chosen.capture)
        vars(listening)["Socket"] = capture.CapturedSocket

    from program import Program

    program = Program(report, counts, chosen.record, delayed=bool(chosen.capture))
    program.run()
    if not chosen.only and (never := program.never_seen()):
        report.fail(f"these classes never occurred: {never}")
    if not chosen.reference:
        compare_with_original(report, modules)
    print(f"{report.passed} passed, {report.failed} failed; {program.sums}")
    return 1 if report.failed or not report.passed else 0


def compare_with_original(report: Report, modules: dict[str, ModuleType]) -> None:
    """Nothing of the original was used, and nothing that others could use is missing."""
    loaded = standin.prove(modules)
    report.succeed(f"{loaded} modules are loaded in their place, all the package's")
    different, total = names.differences(modules)
    if different:
        lines = "\n  ".join(different)
        report.fail(f"{len(different)} of {total} names of the original differ:\n  {lines}")
    else:
        report.succeed(f"{total} names of the original are in the same places of the package")


if __name__ == "__main__":
    sys.exit(main())
