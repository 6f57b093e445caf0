"""The real client from PyPI, which notifies a broadcaster of another language once over HTTP.

    python notify.py none|token|hmac ADDRESS TOPIC MESSAGE

The last line of the output says how many subscribers it was told of: ``notified 1``. If it is not
content with the answer, it fails. The secrets are those of ``authorization.py``.
"""

import argparse
import asyncio

import zstandard

from authorization import KINDS
from broadcaster import Broadcaster
from clients import client
from limits import within
from payloads import samples
from scenario import HTTP, Scenario
from tap import Tap


async def notify(kind: str, address: str, topic: bytes, message: bytes) -> int:
    """Notifies; gives the number of subscribers."""
    dictionary = zstandard.train_dictionary(4096, list(samples()))
    broadcaster = Broadcaster(address, None, Tap())
    async with client(HTTP, broadcaster, Scenario(kind, HTTP, (HTTP,)), dictionary) as publisher:
        sent = publisher.notify(trace_initializer=None, topic=topic, data=message)
        result = await within("the notification is answered", sent)
        return int(result.notified)


def main() -> None:
    """Notifies of what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("authorization", choices=KINDS)
    for name in ("address", "topic", "message"):
        parser.add_argument(name)
    asked = parser.parse_args()
    topic, message = asked.topic.encode(), asked.message.encode()
    count = asyncio.run(notify(asked.authorization, asked.address, topic, message))
    print(f"notified {count}")


if __name__ == "__main__":
    main()
