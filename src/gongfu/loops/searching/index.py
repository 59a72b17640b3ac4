"""An index of texts: found whole, by how they begin, inside, and by the pinyin of names."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gongfu.documents import fold_signs
from gongfu.loops.searching.pinyin import Reading, read_names

EXACT, PREFIX, INSIDE, PINYIN = "exact", "prefix", "inside", "pinyin"
MOST_TRIED = 2500
"""Places that are looked at for one way of matching: who gets more asks for more letters."""


class Entry(NamedTuple):
    """A text by which a thing is found: ``field`` says what of it the text is; ``named`` whether it is a name, found by pinyin too;
    ``own`` whether it is what the thing itself is called.
    """

    kind: str
    id: str
    field: str
    text: str
    named: bool = True
    own: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry, how it was found, and which of its characters were; the lower ``rank`` the better."""

    entry: Entry
    how: str
    start: int
    end: int
    rank: tuple[int, int, int, int]


class Index:
    """Entries in the order of their worth: of two that match as well, the earlier kind comes first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [entry for entry in entries if entry.text]
        self._folded = fold_signs("\n".join(entry.text.replace("\n", " ") for entry in self._entries)).split("\n")
        self._kinds = {kind: place for place, kind in enumerate(dict.fromkeys(entry.kind for entry in self._entries))}
        self._names = [place for place, entry in enumerate(self._entries) if entry.named]
        named = set(self._names)
        self._texts = [place for place in range(len(self._entries)) if place not in named]

    def search(self, text: str) -> list[Hit]:
        """Everything that a text is found in, each thing once by its best match, the best first."""
        query = " ".join(fold_signs(text).split())
        if not query:
            return []
        best: dict[tuple[str, str], Hit] = {}
        for hit in self._hits(query):
            key = (hit.entry.kind, hit.entry.id)
            if key not in best or hit.rank < best[key].rank:
                best[key] = hit
        return sorted(best.values(), key=lambda hit: hit.rank)

    def _hits(self, query: str) -> Iterator[Hit]:
        for place in self._ordered.beginning_with(query):
            how = EXACT if len(self._folded[place]) == len(query) else PREFIX
            yield self._hit(place, how, 0, len(query))
        words = sorted(query.split(), key=len, reverse=True)
        for blob in (self._names_blob, self._texts_blob):
            for place, start in blob.inside(words[0]):
                if all(word in self._folded[place] for word in words[1:]):
                    yield self._hit(place, INSIDE, start, start + len(words[0]))
        spelt = query.replace(" ", "").replace("'", "")
        if spelt.isascii() and spelt.isalpha():
            for number, start, end in self._pinyin.find(spelt):
                for place in self._by_name[number]:
                    yield self._hit(place, PINYIN, start, end)

    def _hit(self, place: int, how: str, start: int, end: int) -> Hit:
        entry = self._entries[place]
        worth = (EXACT, PREFIX, INSIDE, PINYIN).index(how)
        weaker = (0 if entry.named else 4) + (
            0 if entry.own else 2
        )  # the publisher alike is worth as much as a name that holds it
        rank = (worth + weaker, self._kinds[entry.kind], len(entry.text) - (end - start), place)
        return Hit(entry, how, start, end, rank)

    @cached_property
    def _ordered(self) -> "_Sorted":
        return _Sorted(self._folded, self._names)

    @cached_property
    def _names_blob(self) -> "_Blob":
        return _Blob(self._folded, self._names)

    @cached_property
    def _texts_blob(self) -> "_Blob":
        return _Blob(self._folded, self._texts)

    @cached_property
    def _spelt(self) -> tuple[Reading, list[list[int]]]:
        places: dict[str, list[int]] = {}
        for place in self._names:
            if not self._folded[place].isascii():
                places.setdefault(self._folded[place], []).append(place)
        return read_names(list(places)), list(places.values())

    @property
    def _pinyin(self) -> Reading:
        return self._spelt[0]

    @property
    def _by_name(self) -> list[list[int]]:
        return self._spelt[1]

    def warm(self) -> None:
        """Make what the first search would otherwise wait for."""
        _ = self._ordered, self._names_blob, self._texts_blob, self._spelt


class _Sorted:
    """Texts in alphabetical order."""

    def __init__(self, folded: Sequence[str], places: Sequence[int]) -> None:
        order = sorted(places, key=lambda place: folded[place])
        self._places = order
        self._texts = [folded[place] for place in order]

    def beginning_with(self, query: str) -> list[int]:
        first = bisect_left(self._texts, query)
        last = bisect_left(self._texts, query + chr(0x10FFFF), first)
        return self._places[first : min(last, first + MOST_TRIED)]


class _Blob:
    """Texts in one string, so that all of them are looked through at once."""

    def __init__(self, folded: Sequence[str], places: Sequence[int]) -> None:
        self._places = places
        self._starts: list[int] = []
        position = 0
        for place in places:
            self._starts.append(position)
            position += len(folded[place]) + 1
        self._text = "\n".join(folded[place] for place in places)

    def inside(self, word: str) -> Iterator[tuple[int, int]]:
        """Each text that holds a word, once, and where it does first."""
        position, tried = self._text.find(word), 0
        while position >= 0 and tried < MOST_TRIED:
            number = bisect_right(self._starts, position) - 1
            yield self._places[number], position - self._starts[number]
            tried += 1
            following = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
            position = self._text.find(word, following)
