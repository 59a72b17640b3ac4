"""Where each figure comes from: a place in a source, or a formula whose inputs open in turn."""

from gongfu.workspace.provenance.figures import Figure
from gongfu.workspace.provenance.formulas import Formula, Input, evidence, recorded
from gongfu.workspace.provenance.locators import (
    Characters,
    Derivation,
    Entry,
    Line,
    Locator,
    Page,
    Row,
    SheetRow,
    in_words,
    parse_locator,
)
from gongfu.workspace.provenance.opening import NO_ROW, Node, Trace, open_figure

__all__ = [
    "NO_ROW",
    "Characters",
    "Derivation",
    "Entry",
    "Figure",
    "Formula",
    "Input",
    "Line",
    "Locator",
    "Node",
    "Page",
    "Row",
    "SheetRow",
    "Trace",
    "evidence",
    "in_words",
    "open_figure",
    "parse_locator",
    "recorded",
]
