"""Slow down who guesses passwords: after some failures of an account or from an address, each next try has to wait."""

import ipaddress
import time

from gongfu.access.database import ATTEMPT, Database
from gongfu.access.errors import ThrottledError

FREE = {"account": 5, "address": 30}
"""Failures that cost no wait."""
LONGEST_WAIT = 900.0
FORGOTTEN = 3_600.0
"""Seconds after the last failure when all of them are forgotten."""


def claim(database: Database, keys: list[str]) -> None:
    """Count a try as failed before it is made, so that many at once cannot slip through.

    Raises
    ------
    ThrottledError
        One of the keys has to wait.
    """
    now = _now()
    with database.write() as connection:
        rows = {row.key: row for row in connection.execute(ATTEMPT.select().where(ATTEMPT.c.key.in_(keys)))}
        waits = [_wait(key, rows[key].failures, now - rows[key].last) for key in keys if key in rows]
        if waits and (longest := max(waits)) > 0:
            raise ThrottledError(longest)
        for key in keys:
            fresh = key not in rows or now - rows[key].last > FORGOTTEN
            if key in rows:
                failures = 1 if fresh else rows[key].failures + 1
                connection.execute(ATTEMPT.update().where(ATTEMPT.c.key == key).values(failures=failures, last=now))
            else:
                connection.execute(ATTEMPT.insert().values(key=key, failures=1, last=now))
        connection.execute(ATTEMPT.delete().where(ATTEMPT.c.last < now - FORGOTTEN))


def forgive(database: Database, keys: list[str]) -> None:
    """Take the count of a try back that did not fail: all failures of the account, one of the address."""
    with database.write() as connection:
        for key in keys:
            if key.startswith("account:"):
                connection.execute(ATTEMPT.delete().where(ATTEMPT.c.key == key))
            else:
                fewer = ATTEMPT.update().where(ATTEMPT.c.key == key, ATTEMPT.c.failures > 0)
                connection.execute(fewer.values(failures=ATTEMPT.c.failures - 1))


def address_key(address: str | None) -> str:
    """The key of an address; one of IPv6 stands for the network that its household has."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return f"address:{address}"
    if known.version == 6:
        return f"address:{ipaddress.ip_network(f'{known}/64', strict=False)}"
    return f"address:{known}"


def _now() -> float:
    return time.time()


def _wait(key: str, failures: int, since: float) -> float:
    beyond = failures - FREE[key.split(":", 1)[0]]
    if beyond < 0 or since > FORGOTTEN:
        return 0.0
    return min(2.0**beyond, LONGEST_WAIT) - since
