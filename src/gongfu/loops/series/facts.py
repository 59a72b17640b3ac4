"""Figures that ship with a region."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import yaml

from gongfu.derive.reading import read_formulas
from gongfu.loops.series.deriving import derived_rows
from gongfu.loops.series.ids import observation_id, published_on, series_id
from gongfu.plan.keys import commitment_id, region_id
from gongfu.workspace.codes import UnknownCodeError, code_list, parse_period
from gongfu.workspace.schema import table

if TYPE_CHECKING:
    from gongfu.workspace import Transaction, Workspace

Frames = dict[str, pl.DataFrame]


def read_figures(folder: Path) -> Frames:
    """The figures of a region as rows of ``series``, ``observation``, ``source`` and ``link_decision``.

    Rows of ``observations.csv`` that are said to be derived were worked out by hand: the formulas of ``derived.yaml`` work
    them out again, and the rows of ``derivation`` and ``derivation_input`` say how.

    Parameters
    ----------
    folder
        Holds ``region.yaml``, ``sources.csv``, ``observations.csv`` and ``measures.csv`` (what persons decided on which
        series measures which commitment). A region without figures gives no rows.
    """
    if not (folder / "observations.csv").is_file():
        return {}
    region = region_id(yaml.safe_load((folder / "region.yaml").read_text("utf-8"))["code"])
    file = {"source_id": f"facts-{folder.name}", "kind": "file", "title": f"regions/{folder.name}/observations.csv"}
    printed = pl.read_csv(folder / "observations.csv", infer_schema=False).with_row_index("line", offset=2)
    series, figures = {}, []
    for row in printed.filter(pl.col("origin") != "derived").iter_rows(named=True):
        about = (row["part"], row["indicator"], row["boundary"], row["definition"], row["unit"])
        key = series_id(region, *about)
        series[key] = {
            "series_id": key, "region_id": region, **_coded(row["indicator"], row["aggregation"]),
            **dict(zip(("part", "indicator", "boundary", "definition", "unit"), about, strict=True)), "origin": "observed",
        }  # fmt: skip
        period = parse_period(row["period"]) if row["period"] else None
        figures.append(
            {
                "observation_id": observation_id(key, row["period"], row["source_id"], row["published"], None),
                "series_id": key, "period": row["period"], "period_start": period and period.start,
                "period_end": period and period.end, "value": float(row["value"]), "comparator": row["comparator"],
                "published": row["published"], "published_on": published_on(row["published"]),
                "source_kind": row["source_kind"], "origin": row["origin"], "source_id": row["source_id"],
                "note": row["note"], "entered_from": file["source_id"], "entered_at": f"line:{row['line']}",
            }
        )  # fmt: skip
    sources = pl.read_csv(folder / "sources.csv", infer_schema=False).with_columns(pl.col("published_on").str.to_date())
    used = sources.filter(pl.col("source_id").is_in(printed["source_id"].implode()))
    observed = {"series": _typed("series", list(series.values())), "observation": _typed("observation", figures)}
    derived = _derived(folder, region, observed)
    for row in derived["series"].iter_rows(named=True):
        series.setdefault(row["series_id"], row)
    return {
        **{name: _joined(frame, derived.pop(name)) for name, frame in observed.items()},
        **derived,
        "source": pl.concat([used, pl.DataFrame([file])], how="diagonal"),
        "link_decision": _decisions(folder, {row["indicator"]: key for key, row in series.items()}),
    }


def store_figures(workspace: "Workspace", frames: Frames, *, message: str, author: str) -> None:
    """Write series, figures and sources in one commit; done twice it changes nothing."""

    def change(tx: "Transaction") -> None:
        fresh = tx.read("observation", columns=["observation_id"]).is_empty() and tx.read("series").is_empty()
        for name, frame in frames.items():
            if fresh and name in ("series", "observation"):
                tx.append(name, frame)
            elif frame.height:
                tx.merge(name, frame)

    workspace.commit(change, message=message, author=author)


def _decisions(folder: Path, keys_of: dict[str, str]) -> pl.DataFrame:
    documents = dict(pl.read_csv(folder / "plans.csv", infer_schema=False).select("source_id", "sha256").iter_rows())
    spans = {
        row["id"]: commitment_id(documents[row["source_id"]], int(row["start"]), int(row["end"]))
        for row in pl.read_csv(folder / "commitments.csv", infer_schema=False).iter_rows(named=True)
    }
    rows = [
        {
            "kind": "measure", "from_id": spans[row["commitment"]], "to_id": keys_of[row["indicator"]],
            "decision": row["decision"], "made_by": row["made_by"], "made_at": datetime.fromisoformat(row["made_at"]),
            "reason": row["reason"],
        }
        for row in pl.read_csv(folder / "measures.csv", infer_schema=False).iter_rows(named=True)
    ]  # fmt: skip
    return _typed("link_decision", rows)


def _derived(folder: Path, region: str, observed: Frames) -> Frames:
    """What the formulas of the region make of the figures observed."""
    path = folder / "derived.yaml"
    formulas = read_formulas(path, region) if path.is_file() else []
    full = {name: _joined(pl.DataFrame(schema=table(name).polars_schema), frame) for name, frame in observed.items()}
    return dict(derived_rows(formulas, full["series"], full["observation"]).rows)


def _joined(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    key = "observation_id" if "observation_id" in one.columns else "series_id"
    return pl.concat([one, other], how="diagonal_relaxed").unique(key, keep="first", maintain_order=True)


def _coded(indicator: str, aggregation: str | None) -> dict[str, str | None]:
    try:
        code = code_list("indicators").find(indicator)
    except UnknownCodeError:
        return {"indicator_code": None, "indicator_en": None, "aggregation": aggregation, "direction": None}
    return {
        "indicator_code": code.id,
        "indicator_en": code.en,
        "aggregation": aggregation or code.more.get("aggregation"),
        "direction": code.more.get("direction"),
    }


def _typed(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = table(name).polars_schema
    columns = [column for column in schema if column in rows[0]]
    return pl.DataFrame(rows, schema={column: schema[column] for column in columns}, infer_schema_length=None)
