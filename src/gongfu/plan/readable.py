"""Values as a person reads them: 1.3万亿元, 1.3 trillion yuan."""

from gongfu.workspace.codes import UnitError
from gongfu.workspace.codes import unit as unit_of_code

Step = tuple[float, str]
_CHINESE: tuple[Step, ...] = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_ENGLISH: tuple[Step, ...] = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_COMPARATORS = {">=": "≥ ", "<=": "≤ ", "~": "≈ ", "=": ""}
_PLURAL = ("point", "metre", "firm")
_COUNTERS = frozenset("家个项名件条台种款")


def value_text(value: float, value_high: float | None, unit: str, comparator: str, mode: str, *, lang: str) -> str:
    """A quantity on one line.

    Parameters
    ----------
    value, value_high, unit, comparator, mode
        As in the ledger.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    Such as ``≥ 1.3万亿元``, ``+3–4 个``, ``≈ 500 项/年``, ``× 2``.

    """
    steps = _CHINESE if lang == "zh" else _ENGLISH
    if mode == "multiple":
        return f"{_COMPARATORS.get(comparator, '')}× {_number(value, steps)}"
    number = _number(value, steps)
    if value_high is not None:
        number += f"–{_number(value_high, steps)}"
    sign = "+" if mode == "increment" else ""
    period = {"zh": "/年", "en": " a year"}[lang] if mode == "flow" else ""
    return f"{_COMPARATORS.get(comparator, '')}{sign}{number}{_unit(unit, number, lang)}{period}"


def _number(value: float, steps: tuple[Step, ...]) -> str:
    """The number in the largest step in which two decimals say it exactly, else in full."""
    for size, name in steps:
        if abs(value) >= size and abs(round(value / size, 2) * size - value) <= abs(value) * 1e-12:
            return _plain(round(value / size, 2)).replace(",", "") + name
    return _plain(value)


def _plain(value: float) -> str:
    written = f"{value:,.2f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _unit(unit: str, number: str, lang: str) -> str:
    if unit == "%":
        return "%"
    if lang == "zh":
        return unit if number[-1] in "亿万" else f" {unit}"
    if unit in _COUNTERS:
        return ""  # the indicator says what is counted
    try:
        name = unit_of_code(unit).en
        return f" {name}s" if name.endswith(_PLURAL) and number != "1" else f" {name}"
    except UnitError:
        return f" {unit}"
