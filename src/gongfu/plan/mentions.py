"""Find where a document states the same commitment again."""

from collections import Counter, defaultdict

SIMILAR = 0.6
_HEAD = 3  # characters
_MOST_COMPARED = 50  # the latest of one block


def dice(first: str, second: str) -> float:
    """Dice coefficient of two phrases' character bigrams, counted with repeats (0 to 1)."""
    a = Counter(first[i : i + 2] for i in range(len(first) - 1))
    b = Counter(second[i : i + 2] for i in range(len(second) - 1))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else float(first == second)


def first_mentions(keys: list[tuple[object, ...]], indicators: list[str]) -> list[int | None]:
    """For each record the index of the first mention of the same commitment, or None where it is the first.

    Records can be the same only where ``keys`` (value, unit, mode, kind, deadline) and the ends of their
    indicators agree, where the head noun stands; the indicators must be alike too.
    """
    seen: dict[tuple[object, ...], list[int]] = defaultdict(list)
    exact: dict[tuple[object, ...], int] = {}
    result: list[int | None] = []
    for index, key in enumerate(keys):
        block = (*key, indicators[index][-_HEAD:])
        candidates = seen[block]
        first = exact.get((*key, indicators[index]))
        if first is None:
            first = next(
                (i for i in candidates[-_MOST_COMPARED:] if dice(indicators[i], indicators[index]) >= SIMILAR), None
            )
        exact.setdefault((*key, indicators[index]), index if first is None else first)
        if first is None:
            candidates.append(index)
        result.append(first)
    return result
