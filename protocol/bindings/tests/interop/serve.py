"""The real server from PyPI on loopback, for a test in another language.

    python serve.py none|token|hmac

The first line of the output says where: ``listening on 127.0.0.1:PORT``. It serves until its input
ends. The secrets are those of ``authorization.py``, the same in both directions.
"""

import argparse
import asyncio
import sys

import zstandard

from authorization import KINDS
from broadcaster import running
from payloads import samples
from scenario import HTTP, Scenario


async def serve(kind: str) -> None:
    """Serves until nobody wants it any more."""
    dictionary = zstandard.train_dictionary(4096, list(samples()))
    async with running(Scenario(kind, HTTP, (HTTP,)), dictionary) as broadcaster:
        print(f"listening on {broadcaster.address}", flush=True)
        await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    """Serves with the authorization that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("authorization", choices=KINDS)
    asyncio.run(serve(parser.parse_args().authorization))


if __name__ == "__main__":
    main()
