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
    parse_locator,
)
from gongfu.workspace.provenance.opening import Node, Trace, open_figure

__all__ = [
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
    "open_figure",
    "parse_locator",
    "recorded",
]
