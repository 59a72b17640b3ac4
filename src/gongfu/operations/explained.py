"""A worked-out figure as a result: the figure with its formula, and its inputs, each of which opens in turn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gongfu.operations.opens import Of, Opens
from gongfu.operations.results import Layout, ReadBy, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

LABELS = {
    "figure": Text("数字", "figure"),
    "value": Text("值", "value"),
    "unit": Text("单位", "unit"),
    "formula": Text("公式", "formula"),
    "worked": Text("代入", "with figures"),
    "name": Text("名称", "name"),
    "in_words": Text("内容", "said"),
    "about": Text("内容", "about"),
    "period": Text("时期", "period"),
}
STORED = Opens("source open", {"table": Of("of_table"), "column": Of("of_column"), "key": Of("of_key")})
FIGURE, INPUTS = "figure", "inputs"
SHOWN = ("name", "about", "period", "in_words", "value", "unit")


def explained(
    title: Text,
    figure: Mapping[str, Any],
    inputs: "pl.DataFrame",
    more: tuple[Opens, ...] = (),
    *,
    labels: Mapping[str, Text],
    read_by: ReadBy | None = None,
) -> Report:
    """The report of one figure.

    Parameters
    ----------
    title
        Which figure of what.
    figure
        ``figure``, ``value``, ``unit``, ``formula`` and ``worked``, as far as there are any.
    inputs
        What goes into the formula: ``name``, ``about``, ``period``, ``value``, ``unit``, and ``of_table``, ``of_column``, ``of_key`` of
        those that stand in a table.
    more
        What opens the other inputs.
    labels
        Of the figure's names.
    """
    said = figure.get("figure")
    terms = {"figure": dict(labels), "name": dict(labels)} if said in labels else {"name": dict(labels)}
    return Report(
        title,
        {
            FIGURE: Record(figure, labels=LABELS, terms=terms, title=Text("数字", "figure")),
            INPUTS: Table(
                inputs, labels=LABELS, terms=terms, title=Text("由何得出", "what goes into it"), read_by=read_by,
                layout=Layout(columns=tuple(name for name in SHOWN if name in inputs.columns)),
                opens={"value": (STORED, *more), "in_words": (STORED, *more)},
            ),
        },
    )  # fmt: skip
