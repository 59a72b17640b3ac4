"""A Chinese plan text, read as far as commitments and tasks both need it."""

from dataclasses import dataclass

from gongfu.documents.shadow import shadow
from gongfu.plan.flat import FlatText, flatten
from gongfu.plan.outline import Outline, Section, outline
from gongfu.plan.periods import Term, term_of
from gongfu.plan.repair import Repair, repair
from gongfu.plan.responsible import Named, namings
from gongfu.plan.zones import Zones, zones

_SAMPLE = 20_000  # characters
_ESCAPES = "\\&<"


@dataclass(frozen=True, slots=True)
class Reading:
    """The source, its shadow, its flat text, and what the document says of its time, chapters and units."""

    text: str
    shadow: str
    repairs: list[Repair]
    flat: FlatText
    term: Term
    sections: Outline
    turns: Zones
    named: Named

    def written(self, start: int, end: int) -> str:
        """A name of the flat text as the source writes it: in its own script, slips mended, blanks left out."""
        characters = []
        for position in range(start, end):
            source, sign = self.flat.source(position), self.flat.text[position]
            as_it_is = self.shadow[source] == sign and self.text[source] not in _ESCAPES
            characters.append(self.text[source] if as_it_is else sign)
        return "".join(characters).strip()

    def section_path(self, path: list[Section]) -> str:
        """The headings of a path as the source writes them, joined by " > "."""
        return " > ".join(self.written(section.start, section.title_end) for section in path)


def read_chinese(text: str, shade: str | None = None) -> Reading:
    """Read a text whose cuts are gone; ``shade`` is its shadow where that is known already."""
    plain = shadow(text) if shade is None else shade
    mended, repairs = repair(plain)
    flat = flatten(text, mended)
    sections = outline(flat.text)
    return Reading(
        text, plain, repairs, flat, term_of(flat.text, plain), sections, zones(flat.text),
        Named(namings(flat.text, sections.sections), sections.sections),
    )  # fmt: skip


def is_english(shade: str) -> bool:
    """Whether a text is written in Latin letters rather than Chinese characters."""
    sample = shade[:_SAMPLE]
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in sample)
    latin = sum(character.isascii() and character.isalpha() for character in sample)
    return latin > 20 * chinese
