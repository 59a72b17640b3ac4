"""Correct what was extracted: accept, reject, change, add."""

from typing import Annotated, Any

from gongfu.errors import InputError
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.ledger import OPENS_COMMITMENT, Commitment, ledger_at
from gongfu.operations.opens import Of, Opens
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.plan_labels import LABELS, TERMS
from gongfu.operations.registry import operation
from gongfu.operations.results import Record
from gongfu.text import Text

REVIEW = {
    "next": Text("下一条待核对", "next to review"),
    "left": Text("本规划待核对", "left to review in the plan"),
    "removed": Text("已移除", "removed"),
}
By = Annotated[
    str | None,
    Option(zh="更正人；默认为命令的修改者", en="who says so; by default the author of the command", metavar="NAME"),
]
Why = Annotated[str | None, Option(zh="理由", en="why", metavar="TEXT")]
Set = Annotated[
    list[str],
    Option(
        zh="字段=新值，可多次；等号后为空表示未知",
        en="field and new value; nothing after the sign stands for unknown",
        name="--set",
        metavar="FIELD=VALUE",
    ),
]


@operation(
    "plan correct",
    zh="更正一条承诺：认可、否定或改字段；原提取值保留",
    en="Correct a commitment: accept it, reject it or change fields; what was extracted stays beside it",
    permission="write",
    examples=[
        "plan correct 001-024 --accept --by 李工",
        "plan correct 001-024 --set value=5 --set comparator='>=' --by 李工 --why 原文为五个以上",
    ],
    notes=Text("撤销：gongfu workspace undo 版本", "To take it back: gongfu workspace undo VERSION"),
)
def correct(
    context: Context,
    commitment: Commitment,
    accept: Annotated[bool, Option(zh="认可", en="accept it as it stands")] = False,
    reject: Annotated[bool, Option(zh="否定：不是承诺", en="reject it: it is no commitment")] = False,
    changes: Set = [],  # noqa: B006 - a default of the command line, never changed
    by: By = None,
    why: Why = None,
) -> Record:
    from gongfu.loops.plan import correcting
    from gongfu.loops.plan.ledger import find_commitment

    if accept and reject:
        raise InputError("a commitment is accepted or rejected, not both")
    ledger, _ = ledger_at(context, ReadAt())
    found = find_commitment(ledger, commitment)
    verdict: correcting.Verdict | None = "accept" if accept else "reject" if reject else None
    commit = correcting.correct(
        context.workspace, found, verdict=verdict, changes=_changes(changes), by=by or context.author, why=why,
        author=context.author,
    )  # fmt: skip
    return _after(context, found["commitment_id"], commit.version)


@operation(
    "plan add",
    zh="补录一条文件里有而未提取的承诺",
    en="Add a commitment that stands in a document and was not extracted",
    permission="write",
    examples=[
        "plan add 001 120-125 --set indicator=绿色工厂数 --set value=20 --set unit=家 --set deadline=2025 --by 李工"
    ],
)
def add(
    context: Context,
    plan: Annotated[str, Argument(zh="规划：简称、编号或名称的一部分", en="plan: short name, id or part of the title")],
    span: Annotated[
        str,
        Argument(zh="数量在文件中的字符位置，如 120-125", en="characters of the quantity in the file, such as 120-125"),
    ],
    changes: Set = [],  # noqa: B006 - a default of the command line, never changed
    by: By = None,
    why: Why = None,
) -> Record:
    from gongfu.loops.plan import correcting
    from gongfu.loops.plan.ledger import find_plan
    from gongfu.plan.keys import commitment_id

    first, sign, last = span.partition("-")
    if not (sign and first.isdecimal() and last.isdecimal()):
        raise InputError(f"{span!r} is no span of characters", mend="Write it as 120-125: from, and the one behind.")
    ledger, _ = ledger_at(context, ReadAt())
    found = find_plan(ledger.plans, plan)
    at = (int(first), int(last))
    commit = correcting.add(
        context.workspace, ledger, found, at, _changes(changes), by=by or context.author, why=why, author=context.author
    )
    return _after(context, commitment_id(found["document_id"], *at), commit.version)


@operation(
    "plan take-back",
    zh="收回对一条承诺最后一次的认可、否定、更正或补录",
    en="Take back what was last said of a commitment: accepted, rejected, changed or added",
    permission="write",
    examples=["plan take-back 001-024"],
    notes=Text(
        "只收回对这一条最后一次说的；其余不动。本步也可撤销：gongfu workspace undo 版本",
        "Takes back what one command said last of this commitment, and nothing else. To undo this in turn: gongfu workspace undo VERSION",
    ),
)
def take_back(context: Context, commitment: Commitment) -> Record:
    from gongfu.loops.plan import correcting
    from gongfu.loops.plan.ledger import find_commitment

    ledger, _ = ledger_at(context, ReadAt())
    found = find_commitment(ledger, commitment)
    commit = correcting.take_back(context.workspace, found, author=context.author)
    return _after(context, found["commitment_id"], commit.version)


def _changes(written: list[str]) -> list[tuple[str, Any]]:
    """Each change as field and value; everything that is wrong is named."""
    from gongfu.plan.corrections import parse_change

    changes, wrong = [], []
    for each in written:
        try:
            changes.append(parse_change(each))
        except InputError as error:
            wrong.append(error.message + (f" ({error.mend})" if error.mend else ""))
    if wrong:
        raise InputError("changes cannot be read", offenders=wrong)
    return changes


def _after(context: Context, commitment_id: str, version: int) -> Record:
    """How a commitment stands after a correction, the version that can be taken back, and what is left to review."""
    import json

    import polars as pl

    from gongfu.loops.plan.views import commitment_view

    ledger, _ = ledger_at(context, ReadAt())
    view = commitment_view(ledger, context.lang)
    rows = view.filter(pl.col("commitment_id") == commitment_id)
    if rows.is_empty():
        return Record({"commitment_id": commitment_id, "removed": True, "version": version}, labels=LABELS)
    row = rows.row(0, named=True)
    names = (
        "id", "indicator", "amount", "value", "value_high", "unit", "comparator", "mode", "kind", "period_start", "deadline", "responsible",
        "status", "corrected_by", "sentence", "quote", "place",
    )  # fmt: skip
    values = {name: row[name] for name in names}
    values["extracted"] = json.loads(row["extracted"]) if row["extracted"] else None
    waiting = view.filter((pl.col("plan_id") == row["plan_id"]) & (pl.col("status") == "extracted"))
    behind = waiting.filter(pl.col("start") > row["start"])
    values["next"] = (behind if behind.height else waiting)["id"].first()
    values["left"] = waiting.height
    left = Opens("plan ledger", {"plan": Of("plan_id"), "status": "extracted"}, counts="rows")
    return Record(
        {**values, "version": version}, labels=LABELS | REVIEW, terms=TERMS, opens={**OPENS_COMMITMENT, "left": left},
        hidden={"commitment_id": commitment_id, "plan_id": row["plan_id"]},
    )  # fmt: skip
