"""How a figure of a score or of a split is worked out."""

from typing import TYPE_CHECKING, Annotated, Literal

from gongfu.operations.context import Context, ReadVersion
from gongfu.operations.explained import explained
from gongfu.operations.opens import Of, Opens
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import operation
from gongfu.operations.results import ReadBy, Report
from gongfu.operations.supervise_common import Item, On, Unit, read_at, supervised_at
from gongfu.operations.supervise_labels import LABELS
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.loops.supervision.working import Reckoned

UNKNOWN = Text("未知：没有可计算的部分。", "Unknown: there is nothing to work it out of.")
FIGURE_LABELS = {
    **LABELS,
    "verdict": Text("判定", "verdict"),
    "total": Text("合计", "total"),
    "whole": Text("总目标", "whole"),
}


@operation(
    "supervise explain",
    zh="得分的一个数字如何得出：公式，及所依据的步骤、判定或事项，逐一可打开",
    en="How one figure of a score is worked out: formula, and the steps, verdicts or items that it rests on, each of which opens",
    permission="read",
    examples=["supervise explain score --unit 市经信委", "supervise explain timely --item 001-024"],
)
def explain(
    context: Context,
    at: ReadVersion,
    figure: Annotated[
        Literal["timely", "sound", "result", "known", "score"],
        Argument(zh="哪个数字", en="which figure", metavar="FIGURE"),
    ],
    item: Annotated[str | None, Option(zh="哪个事项", en="of which item", metavar="ITEM")] = None,
    unit: Unit = None,
    on: On = None,
    year: Annotated[
        int | None, Option(zh="只计期限在这一年的事项", en="only items due in this year", metavar="YEAR")
    ] = None,
) -> Report:
    from gongfu.errors import InputError
    from gongfu.loops.supervision.items import find_item
    from gongfu.loops.supervision.working import of_item, of_unit

    if (item is None) == (unit is None):
        raise InputError("a score is of a unit or of an item", mend="Give --unit UNIT or --item ITEM.")
    found, read, version = supervised_at(context, at, on, unit)
    day = {} if on is None else {"on": on.isoformat()}
    if item is None:
        reckoned = of_unit(read, found, figure, year)
        more: tuple[Opens, ...] = (Opens("supervise explain", {"figure": figure, "item": Of("of_item"), **day}),)
    else:
        _, ledger, _ = read_at(context, at)
        key = find_item(found.items, ledger, item)["entry_id"]
        reckoned = of_item(read, found, key, figure, context.lang)
        more = (
            Opens("supervise explain", {"figure": Of("explains"), "item": key, **day}),
            Opens("attain show", {"commitment": Of("verdict_of")}),
        )
    return _report(context, figure, reckoned, more, version)


@operation(
    "supervise split-explain",
    zh="分解的合计或差额如何得出：各部分及其出处",
    en="How the sum of a split, or its difference from the whole, is worked out: the parts, each of which opens",
    permission="read",
    examples=["supervise split-explain 001-024 district total"],
)
def split_explain(
    context: Context,
    at: ReadVersion,
    item: Item,
    dimension: Annotated[Literal["district", "year", "unit"], Argument(zh="维度", en="by what it is split")],
    figure: Annotated[Literal["total", "difference"], Argument(zh="哪个数字", en="which figure")],
) -> Report:
    from gongfu.loops.supervision.items import find_subject
    from gongfu.loops.supervision.working import of_split

    read, ledger, version = read_at(context, at)
    key = find_subject(ledger, item).key
    more = (Opens("supervise split-explain", {"item": key, "dimension": dimension, "figure": Of("explains")}),)
    return _report(context, figure, of_split(read, ledger, key, dimension, figure), more, version)


def _report(
    context: Context, figure: str, reckoned: "Reckoned | None", more: tuple[Opens, ...], version: int
) -> Report:
    label = FIGURE_LABELS[figure]
    if reckoned is None:
        return Report(label, {}, (UNKNOWN,))
    said = {
        "figure": figure, "value": reckoned.value, "unit": reckoned.unit, "formula": reckoned.formula.to(context.lang), "worked": None
    }  # fmt: skip
    title = Text(f"{reckoned.about}：{label.zh}", f"{reckoned.about}: {label.en}")
    return explained(title, said, reckoned.inputs, more, labels=FIGURE_LABELS, read_by=ReadBy(version))
