"""How long an HMAC authorization takes: SUBSCRIBE_EXACT is authorized and checked, here and by the reference, in one run.

    python bench_auth.py

Needs `lonelypsp==0.0.47`. Each number is the median of several rounds, taken in turns.
"""

import asyncio
import importlib
import statistics
import time
from typing import Any

import support
from documents import RECOVER, SECRET, TIMESTAMP, TOPIC, TRACING, URL

ROUNDS, TIMES = 9, 4000

assert support.PACKAGE


def strategy(package: str, store: str) -> Any:
    """One side's authorization."""
    module = importlib.import_module(f"{package}.auth.helpers.hmac_auth_config")
    stores = {
        "no store": lambda: module.IncomingHmacAuthNoneDBConfig(),
        "SQLite in memory": lambda: module.IncomingHmacAuthSqliteDBConfig(":memory:"),
    }
    return module.ToBroadcasterHmacAuth(secret=SECRET, db_config=stores[store]())


async def measure(auth: Any) -> float:
    """Microseconds for one authorization and its check."""
    await auth.setup_to_broadcaster_auth()
    values = {"tracing": TRACING, "url": URL, "recovery": RECOVER, "exact": TOPIC, "now": float(TIMESTAMP)}
    try:
        begun = time.process_time()
        for _ in range(TIMES):
            header = await auth.authorize_subscribe_exact(**values)
            result = await auth.is_subscribe_exact_allowed(**values, authorization=header)
            assert result == 1
        return (time.process_time() - begun) / TIMES * 1e6
    finally:
        await auth.teardown_to_broadcaster_auth()


def main() -> None:
    """Run, and print both."""
    for store in ("no store", "SQLite in memory"):
        times: dict[str, list[float]] = {"lonelypsp": [], "lonelypsp_bindings": []}
        for _ in range(ROUNDS):
            for package, found in times.items():
                found.append(asyncio.run(measure(strategy(package, store))))
        theirs, ours = (statistics.median(found) for found in times.values())
        print(f"{store}: reference {theirs:.1f} µs, here {ours:.1f} µs, {theirs / ours:.2f} times as fast")


if __name__ == "__main__":
    main()
