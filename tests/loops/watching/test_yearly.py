"""All yearly series at once are judged as each by itself."""

import random
from datetime import date, timedelta

import polars as pl
import pytest

from gongfu.loops.watching.rhythm import overdue, rhythm, with_every
from gongfu.loops.watching.yearly import rhythms, yearly_overdue
from gongfu.workspace.schema import table

DAY = date(2026, 3, 1)


def series(draw, name):
    rows = []
    for number in range(draw.randint(1, 12)):
        year = draw.choice(range(2015, 2025))
        month = draw.choice([None] * 8 + [2, 5])
        start = date(year, month or 1, 1)
        end = date(year, 12, 31) if month is None else date(year, month + 1, 1) - timedelta(days=1)
        rows.append(
            {
                "observation_id": f"{name}-{number}", "series_id": name, "period": f"{year}" + (f"-{month:02d}" if month else ""),
                "period_start": start, "period_end": end, "value": draw.choice([1.0, 2.0, None]),
                "comparator": draw.choice(["=", "=", ">="]),
                "published_on": draw.choice([None, end + timedelta(days=draw.choice([-5, 20, 40, 300]))]),
                "origin": "observed",
            }
        )  # fmt: skip
    return rows


@pytest.mark.parametrize("seed", range(20))
def test_a_yearly_series_is_overdue_as_it_is_by_itself(seed):
    draw = random.Random(seed)
    rows = [row for number in range(30) for row in series(draw, f"s{number:02d}")]
    figures = with_every(pl.DataFrame(rows, schema={**table("observation").polars_schema}))
    one_by_one = {key: rhythm(mine) for (key,), mine in figures.partition_by("series_id", as_dict=True).items()}
    assert dict(rhythms(figures).iter_rows()) == {key: one.every for key, one in one_by_one.items() if one.every}
    yearly = [key for key, one in one_by_one.items() if one.every == "year"]
    late = {key: overdue(one_by_one[key], DAY).due for key in yearly}
    found = yearly_overdue(figures.filter(pl.col("series_id").is_in(yearly)), DAY)
    assert dict(found.iter_rows()) == {key: due for key, due in late.items() if due}
    assert found.height
