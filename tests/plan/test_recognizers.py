"""Agreement with an independent program: the Chinese cases of Microsoft's Recognizers-Text.

A result is in scope where a plan would write it so. Out are, by the rules of ``OUT_OF_SCOPE`` on its text:

- signs (our decreases are positive values), powers and exponents, K and M;
- fractions other than of a hundred or a thousand (of quantities, not of numerals: see test_quantities);
- dozens and pairs, discounts (折), coins (角, 分), and currencies that no plan names;
- the characters of cheques (壹贰叁, 佰仟), 倆 and 半百;
- 几, which states no exact number, and 余 and 多, which are comparators with us (see test_quantities);
- for percentages, ranges, of which that library keeps one end.

That leaves 239 of 392 numerals (most of the others: fractions, characters of cheques, signs), 100 of 143 cases of
percentages (most of the others: discounts) and 27 of 39 amounts.

A percentage point is no percent with us, so only its value is compared; a per mille is compared as tenths of a percent.
What is in scope and differs is pinned as a floor, never lowered silently.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gongfu.documents.shadow import shadow
from gongfu.plan.flat import flatten
from gongfu.plan.numerals import value_of
from gongfu.plan.quantities import find

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "recognizers-zh"
OUT_OF_SCOPE = {
    "a sign": "[-负]",
    "a power or an exponent": r"\^|\d[eE]",
    "K or M": r"\d *[kKmM]",
    "a fraction": "又|/|(?<!^百)(?<!^千)(?<![^一二五两]百)(?<![^一二五两]千)分之|万分之",
    "a dozen or a pair": "打|双",
    "a discount": "折",
    "coins or blocks": "[角毛銭]|[三四五六七八九]分|块",
    "a currency that no plan names": "奈拉|比特币|^人民币$|^美元$",
    "characters of cheques": "[壹贰叁肆伍陆柒捌玖拾佰仟倆]|半百",
    "an inexact number": "几|分之二三",
    "more than a number": "[余多]",
    "a range of which one end is kept": r"\d-\d",
}


def plain(text: str) -> str:
    return shadow(text).replace(" ", "")


def out_of_scope(text: str) -> str | None:
    return next((reason for reason, pattern in OUT_OF_SCOPE.items() if re.search(pattern, plain(text))), None)


@dataclass(frozen=True)
class Case:
    input: str
    results: list[dict[str, Any]]


def cases(model: str) -> list[Case]:
    if not VECTORS.exists():
        pytest.skip("needs shared/ beside the repository: the cases of Recognizers-Text")
    lines = (VECTORS / f"recognizers_zh_{model}.jsonl").read_text("utf-8").splitlines()
    return [Case(case["input"], case["results"]) for case in map(json.loads, lines)]


def near(ours: float | None, theirs: float) -> bool:
    return ours is not None and ours == pytest.approx(theirs, rel=1e-9)


def found(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in find(flatten(text, shadow(text)).text)]


def share(differ: list[Any], of: int) -> float:
    return 1 - len(differ) / of


def test_numerals_agree():
    texts = [
        (plain(result["text"]), float(result["value"])) for case in cases("NumberModel") for result in case.results
    ]
    inside = [(text, value) for text, value in texts if out_of_scope(text) is None]
    differ = [(text, value, value_of(text)) for text, value in inside if not near(value_of(text), value)]
    assert len(inside) >= 239
    assert share(differ, len(inside)) >= 0.94, differ


def test_percentages_agree():
    inside = [case for case in cases("PercentModel") if case.results and out_of_scope(case.input) is None]
    differ = []
    for case in inside:
        ours = [
            value / 10 if unit == "‰" else value for value, unit in found(case.input) if unit in ("%", "‰", "百分点")
        ]
        theirs = [float(result["value"].removesuffix("%")) for result in case.results]
        if len(ours) != len(theirs) or not all(map(near, ours, theirs)):
            differ.append((case.input, theirs, ours))
    assert len(inside) >= 100
    assert share(differ, len(inside)) >= 0.84, differ


def test_amounts_agree():
    every = [
        (case.input, result) for case in cases("CurrencyModel") for result in case.results if "isoCurrency" in result
    ]
    inside = [(text, result) for text, result in every if out_of_scope(result["text"]) is None]
    differ = []
    for text, result in inside:
        unit = "元" if result["isoCurrency"] == "CNY" else result["isoCurrency"]
        if not any(ours_unit == unit and near(value, float(result["value"])) for value, ours_unit in found(text)):
            differ.append((text, result["text"], found(text)))
    assert len(inside) >= 27
    assert share(differ, len(inside)) >= 0.81, differ
