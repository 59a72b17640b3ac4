"""Figures of one series, made by hand."""

from datetime import date

import polars as pl

from gongfu.workspace.codes import parse_period


def observed(*figures):
    """Rows of ``observation``: period, value, day of publication, and comparator where it is not "="."""
    rows = []
    for number, (text, value, published, *comparator) in enumerate(figures):
        period = parse_period(text)
        rows.append(
            {
                "observation_id": f"o{number}", "series_id": "s", "source_id": f"source{number}", "period": str(period),
                "period_start": period.start, "period_end": period.end, "value": value,
                "comparator": comparator[0] if comparator else "=",
                "published_on": date.fromisoformat(published) if published else None,
            }
        )  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"value": pl.Float64, "published_on": pl.Date})
