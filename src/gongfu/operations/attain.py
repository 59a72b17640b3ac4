"""What became of the promises: the scoreboard as of a day, one verdict worked out again, what is missing, what changed."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from gongfu.operations.attain_labels import LABELS, STATUSES, TERMS
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.explained import explained
from gongfu.operations.kept import kept
from gongfu.operations.ledger import ActionName, Commitment, Deadline, Indicator, PlanName, UnitName, ledger_at
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.plan_correct import By, Why
from gongfu.operations.plan_lineage import Apart, Join, Open, one_decision
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Layout, ReadBy, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

    from gongfu.loops.attainment.board import Board
    from gongfu.loops.plan.ledger import Ledger

group("attain", zh="目标达成：计分板、判定与依据", en="attainment: scoreboard, verdicts and their evidence")

SHOWN = ("id", "indicator", "amount", "deadline", "status", "observed", "behind_by", "missing", "units")
Verdict = Annotated[
    Literal["attained", "missed", "on_track", "behind", "not_measurable"] | None,
    Option(zh="只看此判定", en="only this verdict", name="--verdict"),
]
By_ = Literal["plan", "action", "indicator", "unit", "district", "year"]
Group = Annotated[
    str | None,
    Option(
        zh="只列此组的目标；空为不属任何组的",
        en="only the targets of this group; nothing stands for those of none",
        name="--group",
    ),
]
FigureName = Annotated[
    Literal[
        "goal", "observed", "gap", "required_per_year", "actual_per_year", "needed_per_year", "actual", "needed", "reached",
        "enough", "probability", "probability_low", "probability_high", "progress_score",
    ],
    Argument(zh="哪个数字", en="which figure", metavar="FIGURE"),
]  # fmt: skip


def _explains(figure: str | Of) -> Opens:
    return Opens("attain explain", {"commitment": Of("commitment_id"), "figure": figure})


OPENS_FIGURE = {
    "value": Opens("source open", {"table": Of("of_table"), "column": "value", "key": Of("observation_id")})
}
WORKED = ("goal", "gap", "required_per_year", "actual_per_year", "needed_per_year")
OPENS = {
    "amount": source_of("commitment", "value", "commitment_id"),
    "deadline": source_of("commitment", "deadline", "commitment_id"),
    "observed": _explains("observed"),
    "observed_value": _explains("observed"),
    "behind_by": _explains("gap"),
    **{name: _explains(name) for name in WORKED},
}
CHANCES = ("probability", "probability_low", "probability_high", "progress_score")
HOW = Text(
    "判定日为 --as-of，默认今天；只用当日已公布的数据。发布日不详的数据不进入过去的判定。",
    "The day is --as-of, by default today; only figures published by then count. One whose day of publication is not known "
    "is left out of a past day.",
)


@operation(
    "attain board",
    zh="计分板：截至某日每个目标达成与否、差多少、缺哪些数据",
    en="The scoreboard: what became of each target as of a day, short by how much, which figures are missing",
    permission="read",
    examples=[
        "attain board --as-of 2023-12-31",
        "attain board --verdict behind --unit 市经济信息化委",
        "attain board --by plan",
        "attain board -o board.xlsx",
    ],
    notes=HOW,
)
def show_board(
    context: Context,
    at: ReadAt,
    by: Annotated[By_ | None, Option(zh="按此分组计数", en="count by groups of this")] = None,
    group: Group = None,
    stale: Annotated[bool, Option(zh="只看数据陈旧的", en="only those with stale figures")] = False,
    verdict: Verdict = None,
    plan: PlanName = None,
    action: ActionName = None,
    unit: UnitName = None,
    indicator: Indicator = None,
    deadline: Deadline = None,
    only: Annotated[
        list[str],
        Option(zh="只看这些目标：编号或内部编号", en="only these targets, by id or key", name="--only", metavar="ID"),
    ] = [],  # noqa: B006 - a default of the command line, never changed
) -> Table:
    import polars as pl

    from gongfu.loops.attainment.views import board_view, counted, of_group, summary_view
    from gongfu.loops.plan.ledger import Wanted, select

    found, read_by = board_at(context, at)
    view = board_view(found, context.lang)
    wanted = Wanted(plan=plan, action=action, indicator=indicator, deadline=deadline)
    if wanted != Wanted():
        view = view.filter(pl.col("commitment_id").is_in(_targets(select(found.ledger, wanted))))
    if unit is not None:
        theirs = _targets(select(found.ledger, Wanted(unit=unit)))
        inherits = pl.col("inherited_ids").list.eval(pl.element().is_in(theirs)).list.any() & pl.col("inherited")
        view = view.filter(pl.col("commitment_id").is_in(theirs) | inherits.fill_null(False))
    if verdict is not None:
        view = view.filter(pl.col("status") == verdict)
    if stale:
        view = view.filter("stale")
    if only:
        view = view.filter(pl.col("id").is_in(only) | pl.col("commitment_id").is_in(only))
    if by is not None and group is not None:
        view = of_group(view, by, group)
    said = Text(f"截至 {found.day}：{counted(view, 'zh')}", f"As of {found.day}: {counted(view, 'en')}")
    if by is not None and group is None and view.height:
        asked = {
            name: value
            for name, value in _asked(plan, action, unit, indicator, deadline, verdict).items()
            if value is not None
        }
        return Table(
            summary_view(view, by), labels=LABELS, title=said, read_by=read_by, opens=_summary_opens(by, asked),
            hidden=("group_named",),
        )  # fmt: skip
    return Table(
        view,
        labels=LABELS,
        terms=TERMS,
        title=said,
        read_by=read_by,
        sources=sources_of(found, _sources_of_units(found, view["inherited_ids"])),
        layout=Layout(columns=SHOWN),
        opens=OPENS,
    )


def _asked(
    plan: str | None, action: str | None, unit: str | None, indicator: str | None, deadline: int | None, verdict: str | None
) -> dict[str, Any]:  # fmt: skip
    return {
        "plan": plan,
        "action": action,
        "unit": unit,
        "indicator": indicator,
        "deadline": deadline,
        "verdict": verdict,
    }


def _summary_opens(by: str, asked: dict[str, Any]) -> dict[str, Opens]:
    """What opens the counts of groups: the targets that are counted."""
    given = {**asked, "by": by, "group": Of("group_named")}
    counts = {name: Opens("attain board", {**given, "verdict": name}, counts="rows") for name in STATUSES}
    return {
        **counts,
        "targets": Opens("attain board", given, counts="rows"),
        "stale_figures": Opens("attain board", {**given, "stale": True}, counts="rows"),
        "attained_percent": Opens("attain rate", given),
    }


@operation(
    "attain rate",
    zh="一组目标的达成率：公式与所数的目标",
    en="The share of a group of targets that was attained: formula, and the targets counted",
    permission="read",
    examples=["attain rate --by unit --group 上海市经济和信息化委员会", "attain rate --by plan --group ''"],
    notes=HOW,
)
def rate(
    context: Context,
    at: ReadAt,
    by: Annotated[By_, Option(zh="按此分组", en="groups of this")],
    group: Annotated[str, Option(zh="哪一组；空为不属任何组的", en="which group; nothing stands for those of none")],
    verdict: Verdict = None,
    plan: PlanName = None,
    action: ActionName = None,
    unit: UnitName = None,
    indicator: Indicator = None,
    deadline: Deadline = None,
) -> Report:
    import polars as pl

    asked = {
        name: value
        for name, value in _asked(plan, action, unit, indicator, deadline, verdict).items()
        if value is not None
    }
    listed = show_board(context, at, by=by, group=group, **asked)
    counts = dict(listed.frame["status"].value_counts().iter_rows())
    attained, missed = counts.get("attained", 0), counts.get("missed", 0)
    decided = attained + missed
    figure = {
        "figure": "attained_percent", "value": round(attained / decided * 100, 1) if decided else None, "unit": "%",
        "formula": "attained / (attained + missed) * 100", "worked": f"{attained} / ({attained} + {missed}) * 100",
    }  # fmt: skip
    inputs = pl.DataFrame(
        {"name": ["attained", "missed"], "value": [attained, missed], "_verdict": ["attained", "missed"]}
    )
    inputs = inputs.with_columns(*(pl.lit(None, pl.String).alias(name) for name in ("of_table", "of_column", "of_key")))
    counted = Opens("attain board", {**asked, "by": by, "group": group, "verdict": Of("_verdict")}, counts="rows")
    title = Text(f"{group or '（无）'}的达成率", f"{group or '(none)'}: % attained of those decided")
    return explained(title, figure, inputs, (counted,), labels=LABELS, read_by=listed.read_by)


@operation(
    "attain explain",
    zh="判定中的一个数字如何得出：公式、代入的数据，逐一可打开",
    en="How one figure of a verdict is worked out: formula and figures put in, each of which opens",
    permission="read",
    examples=["attain explain 001-004 gap", "attain explain 001-006 observed --as-of 2023-12-31"],
    notes=HOW,
)
def explain(context: Context, at: ReadAt, commitment: Commitment, figure: FigureName) -> Report:
    import polars as pl

    from gongfu.loops.attainment.board import narrowed
    from gongfu.loops.attainment.working import work_out
    from gongfu.loops.plan.ledger import find_commitment

    whole, read_by = board_at(context, at)
    asked = find_commitment(whole.ledger, commitment)
    key = asked["same_as"] or asked["commitment_id"]
    found = narrowed(whole, key)
    label = LABELS.get(figure, Text(figure, figure))
    title = Text(f"{asked['id']} {asked['indicator']}：{label.zh}", f"{asked['id']} {asked['indicator']}: {label.en}")
    worked = None if found.targets.is_empty() else work_out(found, whole, key, figure)
    if worked is None:
        return Report(title, {}, (Text("未知：没有可代入的数据。", "Unknown: there are no figures to put in."),))
    inputs = worked.inputs.with_columns(commitment_id=pl.lit(key))
    formula = worked.formula.to(context.lang) if isinstance(worked.formula, Text) else worked.formula
    said = {
        "figure": figure,
        "value": worked.value,
        "unit": worked.unit,
        "formula": formula,
        "worked": worked.worked or None,
    }
    return explained(title, said, inputs, (_explains(Of("explains")),), labels=LABELS, read_by=read_by)


@operation(
    "attain show",
    zh="一个目标的判定：公式、代入的数据及其来源、概率",
    en="The verdict on one target: formula, figures put in with their sources, probability",
    permission="read",
    examples=["attain show 001-004", "attain show 001-006 --as-of 2023-12-31"],
    notes=HOW,
)
def show(context: Context, at: ReadAt, commitment: Commitment) -> Report:
    import polars as pl

    from gongfu.loops.attainment.board import narrowed
    from gongfu.loops.attainment.chances import chances
    from gongfu.loops.attainment.explain import figures, steps
    from gongfu.loops.attainment.views import board_view, inherited_view
    from gongfu.loops.plan.ledger import find_commitment

    whole, read_by = board_at(context, at)
    asked = find_commitment(whole.ledger, commitment)
    key = asked["same_as"] or asked["commitment_id"]
    found = narrowed(whole, key)
    if found.targets.is_empty():
        return Report(
            Text(f"{asked['id']} 不是目标，无需判定", f"{asked['id']} is no target: there is nothing to judge"), {}
        )
    row = board_view(found, context.lang).row(0, named=True)
    given = inherited_view(found, key, context.lang)
    names = ("id", "indicator", "amount", "deadline", "status", "reason", "observed", "behind_by", "missing", "stale",
             "goal", "required_per_year", "actual_per_year", "needed_per_year", "responsible", "inherited", "inherited_from", "plan")  # fmt: skip
    worked = pl.DataFrame(
        [(s.formula, s.worked, str(s.result), s.name, key) for s in steps(found, key)],
        schema=dict.fromkeys(("formula", "worked", "result", "step", "commitment_id"), pl.String),
        orient="row",
    )
    shown = ("indicator", "period", "value", "comparator", "unit", "used", "published", "source", "by")
    return Report(
        Text(f"{row['id']} {row['indicator']}，截至 {found.day}", f"{row['id']} {row['indicator']} as of {found.day}"),
        {
            "verdict": Record(
                {name: row[name] for name in names}, labels=LABELS, terms=TERMS, title=Text("判定", "verdict"), opens=OPENS, hidden=row,
            ),
            "formula": Table(
                worked, labels=LABELS, title=Text("算式", "worked out"), read_by=read_by,
                layout=Layout(columns=("formula", "worked", "result")), opens={"result": _explains(Of("step"))},
                hidden=("step", "commitment_id"),
            ),
            "figures": Table(
                figures(found, key), labels=LABELS, terms=TERMS, title=Text("数据", "figures"), sources=sources_of(found, given["source_id"]),
                layout=Layout(columns=shown), opens=OPENS_FIGURE,
            ),
            "units": Table(
                given, labels=LABELS, terms=TERMS, title=Text("责任单位的出处", "where the units come from"),
                layout=Layout(columns=("id", "plan", "by", "units", "sentence")),
                sources=found.ledger.sources.filter(pl.col("source_id").is_in(given["source_id"].implode())),
            ),
            "chances": Record(
                chances(whole, key, context.lang), labels=LABELS, terms=TERMS, title=Text("可能性", "chances"),
                opens={name: _explains(name) for name in CHANCES}, hidden={"commitment_id": key},
            ),
        },
    )  # fmt: skip


@operation(
    "attain missing",
    zh="缺少的数据：补上哪一个能判定哪些目标",
    en="The figures that are missing: which of them would decide which targets",
    permission="read",
    examples=["attain missing", "attain missing -o missing.xlsx"],
)
def missing(context: Context, at: ReadAt) -> Table:
    from gongfu.loops.attainment.views import missing_view

    found, read_by = board_at(context, at)
    return Table(
        missing_view(found), labels=LABELS, title=Text("缺少的数据", "figures missing"), read_by=read_by,
        opens={"targets": Opens("attain board", {"only": Of("ids")}, counts="rows")},
    )  # fmt: skip


@operation(
    "attain changes",
    zh="自某日以来判定有变的目标",
    en="The targets whose verdict changed since a day",
    permission="read",
    examples=["attain changes --since 2023-12-31"],
)
def changes(
    context: Context,
    at: ReadAt,
    since: Annotated[date, Option(zh="自此日起", en="since this day", metavar="DAY")],
) -> Table:
    from gongfu.loops.attainment.views import board_view, change_view

    found, read_by = board_at(context, at)
    before, _ = board_at(context, ReadAt(since, at.version, at.known_at))
    changed = change_view(board_view(before, context.lang), board_view(found, context.lang))
    title = Text(f"{since} 至 {found.day}", f"{since} to {found.day}")
    return Table(
        changed, labels=LABELS, terms=TERMS, title=title, read_by=read_by,
        layout=Layout(columns=("id", "indicator", "amount", "deadline", "was", "status", "observed", "reason")), opens=OPENS,
    )  # fmt: skip


@operation(
    "attain matches",
    zh="哪个序列度量哪个目标；看似相同、须由人裁定的",
    en="Which series measures which target, and which only look alike and wait for a person",
    permission="read",
    examples=["attain matches", "attain matches --undecided"],
)
def matches(
    context: Context,
    at: ReadAt,
    undecided: Annotated[bool, Option(zh="只列待裁定的", en="only those that wait for a person")] = False,
) -> Table:
    import polars as pl

    found, read_by = board_at(context, at)
    targets = found.targets.select(goal_id="commitment_id", id="id", indicator="indicator")
    series = found.series.select("series_id", series="indicator", unit="unit")
    rows = pl.DataFrame(
        [(m.goal_id, m.series_id, m.used, m.by, m.reason.to(context.lang)) for m in found.matches],
        schema={"goal_id": pl.String, "series_id": pl.String, "used": pl.Boolean, "by": pl.String, "reason": pl.String},
        orient="row",
    )
    joined = rows.join(targets, on="goal_id").join(series, on="series_id").sort("id", "series")
    if undecided:
        joined = joined.filter(~pl.col("used") & (pl.col("by") == "rule"))
    shown = ("id", "indicator", "series", "unit", "used", "reason")
    return Table(joined, labels=LABELS, read_by=read_by, layout=Layout(columns=shown))


@operation(
    "attain decide",
    zh="裁定一个序列是否度量一个目标；人的裁定优先",
    en="Decide whether a series measures a target; a person's decision wins",
    permission="write",
    examples=["attain decide 001-014 国家级标杆性智能工厂数 --apart --why 目标为市级称号"],
    notes=Text("--open 收回先前的裁定。", "--open takes an earlier decision back."),
)
def decide_measure(
    context: Context,
    commitment: Commitment,
    series: Annotated[str, Argument(zh="序列：指标名称或编号开头", en="series: its indicator, or how its id begins")],
    join: Join = False,
    apart: Apart = False,
    open_: Open = False,
    by: By = None,
    why: Why = None,
) -> Record:
    from gongfu.loops.deciding import MEASURE, decide
    from gongfu.loops.plan.ledger import find_commitment
    from gongfu.loops.series.views import find_series

    decision = one_decision(join=join, apart=apart, open_=open_)
    found, _ = board_at(context, ReadAt())
    target = find_commitment(found.ledger, commitment)
    measured = find_series(found.series, series)
    key = target["same_as"] or target["commitment_id"]
    commit = decide(
        context.workspace, MEASURE, key, measured["series_id"], decision, by=by or context.author, why=why,
        author=context.author,
    )  # fmt: skip
    values: dict[str, Any] = {
        "id": target["id"],
        "series": measured["indicator"],
        "decision": decision,
        "version": commit.version,
    }
    return Record(values, labels=LABELS, terms=TERMS)


def board_at(context: Context, at: ReadAt) -> "tuple[Board, ReadBy]":
    """The board at the version and day asked for, and what it was read by."""
    from gongfu.loops.attainment.board import board, known_by

    ledger, read_by = ledger_at(context, at)
    read = known_by(lambda table: context.workspace.read(table, version=read_by.version), at.as_of)
    day = at.as_of or datetime.now().astimezone().date()
    found = kept(
        context.workspace, "board", (read_by.version, at.as_of, day), lambda: board(ledger, read, day)
    )  # fmt: skip
    return found, read_by


def sources_of(found: "Board", more: "pl.Series") -> "pl.DataFrame":
    """The sources of all figures and targets of a board, and those that MORE names."""
    import polars as pl

    used = pl.concat(
        [found.observations["source_id"], found.targets["source_id"], found.ledger.plans["source_id"]]
    ).unique()
    return found.sources.filter(pl.col("source_id").is_in(used.implode()))


def _targets(ledger: "Ledger") -> "pl.Series":
    """The keys of commitments, and of those that they repeat."""
    import polars as pl

    chosen = ledger.commitments
    return pl.concat([chosen["commitment_id"], chosen["same_as"].drop_nulls()]).implode()


def _sources_of_units(found: "Board", inherited: "pl.Series") -> "pl.Series":
    """The sources of the commitments that units are inherited from."""
    import polars as pl

    keys = inherited.explode().drop_nulls().implode()
    return found.ledger.commitments.filter(pl.col("commitment_id").is_in(keys))["source_id"]
