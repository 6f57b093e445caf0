"""The server's own SQLite database, in memory, with globs that match in every build of SQLite.

The server compares topics, which are bytes, with SQLite's ``GLOB``. A SQLite built with the option
``LIKE_DOESNT_MATCH_BLOBS``, as Debian's is, never lets bytes match, so that no glob subscription
would ever receive anything. SQLite lets a connection bring its own function for the operator.
"""

import fnmatch

from lonelypss.config.helpers.sqlite_db_config import SqliteDBConfig


class MemoryDatabase(SqliteDBConfig):
    """The server's database with an operator of its own."""

    def __init__(self) -> None:
        super().__init__(":memory:")

    async def setup_db(self) -> None:
        """Sets up the server's tables and then the operator."""
        await super().setup_db()
        if self.connection is None:
            raise AssertionError("the database is not set up")
        self.connection.create_function("glob", 2, _matches, deterministic=True)


def _matches(glob: str, topic: bytes) -> bool:
    try:
        return fnmatch.fnmatchcase(topic.decode("utf-8"), glob)
    except UnicodeDecodeError:
        return False
