"""Names by their pinyin, whole syllables or initials."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_BY_PHRASE = 20_000
"""Names that are read with the words around each character; beyond that each character has its commonest reading."""

MOST_FOUND = 1000


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Spelt names in one string: where each begins, and for each letter the character of the name that it belongs to."""

    text: str
    starts: list[int]
    characters: list[list[int]]

    def find(self, spelt: str) -> Iterator[tuple[int, int, int]]:
        """Names that hold some letters from the beginning of a character on: number, first character, the one behind the last."""
        position, found = self.text.find(spelt), 0
        while position >= 0 and found < MOST_FOUND:
            number = bisect_right(self.starts, position) - 1
            at = position - self.starts[number]
            of = self.characters[number]
            if at == 0 or of[at] != of[at - 1]:
                yield number, of[at], of[at + len(spelt) - 1] + 1
                found += 1
                position = self.text.find(spelt, self.starts[number] + len(of))
            else:
                position = self.text.find(spelt, position + 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """How names are spelt."""

    full: _Spelling
    initials: _Spelling

    def find(self, spelt: str) -> Iterator[tuple[int, int, int]]:
        """Names that hold these letters as syllables, or as initials; as :meth:`_Spelling.find`."""
        yield from self.full.find(spelt)
        if len(spelt) > 1:
            yield from self.initials.find(spelt)


def read_names(names: Sequence[str]) -> Reading:
    """Spell names in letters without tones."""
    spelt = [*_by_phrase(names[:MOST_BY_PHRASE]), *_by_character(names[MOST_BY_PHRASE:])]
    return Reading(_joined(spelt), _joined([[syllable[:1] for syllable in name] for name in spelt]))


def _read(name: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(name, errors=_apart)  # type: ignore[arg-type]


def _apart(signs: str) -> list[str]:
    """Signs that are no Chinese characters, each by itself."""
    return list(signs)


def _by_phrase(names: Sequence[str]) -> Iterator[list[str]]:
    for name in names:
        syllables = _read(name)
        yield syllables if len(syllables) == len(name) else next(_by_character([name]))


def _by_character(names: Sequence[str]) -> Iterator[list[str]]:
    known: dict[str, str] = {}
    for name in names:
        for sign in name:
            if sign not in known:
                known[sign] = _read(sign)[0]
        yield [known[sign] for sign in name]


def _joined(spelt: Sequence[Sequence[str]]) -> _Spelling:
    starts, characters, texts = [], [], []
    position = 0
    for name in spelt:
        text = "".join(name)
        starts.append(position)
        characters.append([number for number, syllable in enumerate(name) for _ in syllable])
        texts.append(text)
        position += len(text) + 1
    return _Spelling("\n".join(texts), starts, characters)
