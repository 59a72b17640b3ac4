"""One figure of a file: its texts become an amount in a canonical unit, a period, a day; or say what is wrong."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongfu.loops.series.heads import name_and_unit
from gongfu.workspace.codes import Period, PeriodError, UnitError, multiplier, parse_period, parse_unit
from gongfu.workspace.intake.values import UNKNOWN, UNKNOWN_NUMBER

NOT_SAID = frozenset({*UNKNOWN, *UNKNOWN_NUMBER, "未公布", "未发布", "未统计", "not published"})
COMPARATORS = {
    **dict.fromkeys(("=", "等于", "为"), "="),
    **dict.fromkeys((">=", "≥", ">", "不低于", "不少于", "不小于", "至少", "超过", "超", "以上", "及以上"), ">="),
    **dict.fromkeys(("<=", "≤", "<", "不高于", "不超过", "不大于", "至多", "以下", "及以下", "以内"), "<="),
    **dict.fromkeys(("~", "≈", "约", "大约", "约为", "近", "左右"), "~"),
}
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?|[+-]?\.\d+"
_SIGNS = "|".join(re.escape(sign) for sign in sorted(COMPARATORS, key=len, reverse=True))
_VALUE = re.compile(
    rf"(?P<before>{_SIGNS})?\s*(?P<low>{_NUMBER})(?:\s*(?:-|~|–|—|至|到)\s*(?P<high>{_NUMBER}))?\s*(?P<rest>.*)"
)
_AFTER = re.compile(rf"(?P<unit>.*?)\s*(?P<after>{_SIGNS})")
_NEGATIVE = re.compile(rf"\((\s*(?:{_NUMBER})\s*)\)")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one part of a figure; ``reason`` is a code of the reasons of quarantine."""

    column: str | None
    value: str | None
    reason: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was read; ``value`` in the canonical ``unit``, null where the source says that there is none."""

    region_id: str
    part: str | None
    indicator: str
    boundary: str | None
    definition: str | None
    unit: str
    period: Period
    value: float | None
    value_high: float | None
    comparator: str
    published: str | None
    source: str | None
    publisher: str | None
    url: str | None
    locator: str | None
    source_kind: str | None
    note: str | None

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two rows speak of the same figure by the same source."""
        return (
            self.region_id, self.part, self.indicator, self.boundary, self.definition, self.unit, self.period,
            self.source, self.publisher, self.url, self.published, self.locator,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or a range, as a cell writes it; ``unit`` and ``comparator`` only where it names them."""

    low: float | None
    high: float | None = None
    unit: str | None = None
    comparator: str | None = None


def read_figure(
    texts: Mapping[str, str | None], region_of: Callable[[str], str | None], *, unit: str | None = None
) -> Figure | list[Problem]:
    """Read one figure.

    Parameters
    ----------
    texts
        The parts of the figure, by their names, as the file writes them.
    region_of
        Gives the id of the region that a text means; null where none is known.
    unit
        The unit that holds where neither the row nor the name of the indicator names one.

    Returns
    -------
    The figure, or everything that is wrong with it.
    """
    said = {name: _said(text) for name, text in texts.items()}
    problems: list[Problem] = []

    def wrong(column: str, reason: str, detail: str | None = None) -> None:
        problems.append(Problem(column, texts.get(column), reason, detail))

    indicator, own_unit = said.get("indicator"), said.get("unit")
    if indicator and not own_unit:
        indicator, own_unit = name_and_unit(indicator)
    if not indicator:
        wrong("indicator", "missing")
    region_id = region_of(said["region"] or "") if said.get("region") else None
    if region_id is None:
        wrong("region", "unknown_code" if said.get("region") else "missing")
    period = _period(said.get("period"))
    if period is None:
        wrong("period", "not_a_period" if said.get("period") else "missing")
    published = _published(said.get("published"))
    if published is None and said.get("published"):
        wrong("published", "not_a_date")
    comparator = COMPARATORS.get(said.get("comparator") or "=")
    if comparator is None:
        wrong("comparator", "unknown_code", "= >= <= ~")
    amount, high = read_amount(texts.get("value")), read_amount(texts.get("value_high"))
    if isinstance(high, str):
        wrong("value_high", high)
    if isinstance(amount, str):
        wrong("value", amount)
        return problems
    scaled = _scale(amount, own_unit, unit)
    if isinstance(scaled, Problem):
        wrong(scaled.column or "", scaled.reason, scaled.detail)
    scaled_high = scaled
    if not isinstance(high, str) and high.unit is not None and not isinstance(scaled, Problem):
        scaled_high = _scale(high, own_unit, unit)
        if isinstance(scaled_high, Problem):
            wrong("value_high", scaled_high.reason, scaled_high.detail)
        elif scaled_high[0] != scaled[0]:
            wrong("value_high", "wrong_unit", f"{scaled_high[0]} / {scaled[0]}")
    if problems or isinstance(high, str) or isinstance(scaled, Problem) or isinstance(scaled_high, Problem):
        return problems
    assert indicator and region_id and period and comparator  # noqa: PT018 - each has a problem where it is missing
    symbol, factor = scaled
    upper = _times(amount.high, factor) if amount.high is not None else _times(high.low, scaled_high[1])
    return Figure(
        region_id=region_id,
        part=said.get("part"),
        indicator=indicator,
        boundary=said.get("boundary"),
        definition=said.get("definition"),
        unit=symbol,
        period=period,
        value=_times(amount.low, factor),
        value_high=upper,
        comparator=amount.comparator or comparator,
        published=published,
        source=said.get("source"),
        publisher=said.get("publisher"),
        url=said.get("url"),
        locator=said.get("locator"),
        source_kind=said.get("source_kind"),
        note=said.get("note"),
    )


def read_amount(text: str | None) -> Amount | str:
    """A cell of a value: "1,234.5", "≥10%", "10～12", "约1.3万亿元", "（3.2）"; or the reason why it is none.

    Words that say that there is no figure give an amount without a number: unknown is null, never zero.
    """
    cleaned = unicodedata.normalize("NFKC", text or "").replace("−", "-").strip()
    if (text or "").strip() in NOT_SAID or cleaned in NOT_SAID:
        return Amount(None)
    if bracketed := _NEGATIVE.fullmatch(cleaned):
        cleaned = "-" + bracketed[1].strip()
    match = _VALUE.fullmatch(cleaned)
    if match is None:
        return "not_a_number"
    unit, after = match["rest"].strip(), None
    if behind := _AFTER.fullmatch(unit):
        unit, after = behind["unit"].strip(), behind["after"]
    if match["before"] and after:
        return "not_a_number"
    sign = match["before"] or after
    high = _number(match["high"]) if match["high"] else None
    return Amount(_number(match["low"]), high, unit or None, COMPARATORS[sign] if sign else None)


def _scale(amount: Amount, of_row: str | None, default: str | None) -> tuple[str, float] | Problem:
    """The canonical unit and the factor into it; a cell that names its unit follows it and not the head."""
    stated = of_row or default
    try:
        row = parse_unit(stated) if stated else None
    except UnitError:
        return Problem("unit", stated, "unknown_unit")
    if amount.unit is None:
        return row or Problem("unit", None, "missing")
    if times := multiplier(amount.unit):
        if row is None:
            return Problem("unit", None, "missing")
        return (row[0], times) if row[1] == 1 else Problem("value", None, "double_multiplier", amount.unit)
    try:
        own = parse_unit(amount.unit)
    except UnitError:
        return Problem("value", None, "not_a_number", amount.unit)
    if of_row and row is not None and row[0] != own[0]:
        return Problem("value", None, "wrong_unit", f"{own[0]} / {row[0]}")
    return own


def _said(text: str | None) -> str | None:
    """A text without the blanks around it; null where it says that there is none."""
    stripped = (text or "").strip()
    return None if stripped in UNKNOWN else stripped


def _period(text: str | None) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodError:
        return None


def _published(text: str | None) -> str | None:
    """A day, month or year as ISO writes it."""
    period = _period(text)
    return str(period) if period is not None and period.kind in ("day", "month", "year") else None


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _times(number: float | None, factor: float) -> float | None:
    """The product without the noise that a factor leaves in the last digit."""
    return None if number is None else float(f"{number * factor:.15g}")
