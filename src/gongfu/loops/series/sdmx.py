"""The heads of SDMX-CSV 2.0, as exports write them and imports read them."""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from gongfu.loops.series.heads import Layout
from gongfu.workspace.intake.mapping import Mapping
from gongfu.workspace.intake.raw import Head

FIRST_HEADS = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
PARTS = {
    "region": ("REF_AREA",),
    "part": ("PART_NAME", "PART"),
    "indicator": ("INDICATOR_NAME", "INDICATOR"),
    "boundary": ("BOUNDARY_NAME", "BOUNDARY"),
    "definition": ("DEFINITION_NAME", "DEFINITION"),
    "unit": ("UNIT_MEASURE",),
    "period": ("TIME_PERIOD",),
    "value": ("OBS_VALUE",),
    "value_high": ("OBS_VALUE_HIGH",),
    "comparator": ("COMPARATOR",),
    "published": ("PUBLISHED",),
    "source": ("SOURCE",),
    "publisher": ("PUBLISHER",),
    "url": ("URL",),
    "locator": ("LOCATOR",),
    "source_kind": ("SOURCE_KIND",),
    "note": ("NOTE",),
    "kind": ("KIND",),
    "action": ("ACTION",),
}
NO_VALUE = frozenset({"_T", "_U", "_Z"})  # codes for the whole, for not known and for not applicable


def layout_of(top: Sequence[tuple[int, list[str]]], mapping: Mapping) -> Layout | None:
    """The layout of an SDMX-CSV 2.0 file; null where the first row is not its head, or a mapping says otherwise.

    A column ``*_NAME`` holds the text that a code stands for, and is taken before the code.
    """
    if not top or mapping.columns or tuple(top[0][1][:2]) != FIRST_HEADS[:2]:
        return None
    line, heads = top[0]
    places = {head.split(":")[0].strip(): index for index, head in enumerate(heads)}
    columns = {
        part: places[name]
        for part, names in PARTS.items()
        if (name := next((each for each in names if each in places), None)) is not None
    }
    used = {*columns.values(), *(places[name] for name in FIRST_HEADS if name in places)}
    unmapped = tuple(head for index, head in enumerate(heads) if index not in used)
    return Layout(Head(line, tuple(heads)), columns, unmapped=unmapped)


def not_a_figure(texts: Lookup[str, str | None]) -> str | None:
    """Why a row is left out that is no observation: a target, baseline or forecast, or one to be deleted."""
    kind, action = texts.get("kind") or "O", texts.get("action") or "I"
    if kind == "O" and action != "D":
        return None
    return f"KIND {kind}, ACTION {action}: {texts.get('indicator') or ''}"


def without_codes(texts: Lookup[str, str | None]) -> dict[str, str | None]:
    """The parts of a figure, null for the codes that stand for none."""
    return {name: None if text in NO_VALUE else text for name, text in texts.items() if name not in ("kind", "action")}
