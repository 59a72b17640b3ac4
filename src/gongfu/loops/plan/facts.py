"""Facts about plans that ship with a region: commitments with their source and span, without a copied sentence."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from gongfu.errors import NotFoundError
from gongfu.loops.plan.rows import PlanRows, region_rows
from gongfu.plan import keys
from gongfu.plan.tree import Head, Item, path_of, tree
from gongfu.workspace.provenance import Characters

_NUMBERS = {"value": pl.Float64, "value_high": pl.Float64, "size_class": pl.Float64, "period_start": pl.Int64,
            "deadline": pl.Int64, "period_end": pl.Int64, "start": pl.Int64, "end": pl.Int64}  # fmt: skip
_STATED = ("kind", "indicator", "value", "value_high", "unit", "comparator", "mode", "period_start", "deadline",
           "size_class", "section", "direction", "relative_to", "aggregation")  # fmt: skip
_UNSTATED = ("quote", "sentence", "sentence_at", "note")


@dataclass(frozen=True, slots=True)
class Region:
    """The plans of a region as rows of the workspace, and the region with its parts."""

    name: str
    plans: tuple[PlanRows, ...]
    regions: pl.DataFrame


def region_folder(name: str) -> Path:
    """Where the facts of a region lie: in the installed package, or beside it in the repository.

    Raises
    ------
    NotFoundError
        There is no such region; names those that there are.

    """
    homes = [Path(str(files("gongfu"))) / "regions", Path(str(files("gongfu"))).parents[1] / "regions"]
    for home in homes:
        if (home / name / "region.yaml").is_file():
            return home / name
    known = sorted({entry.parent.name for home in homes for entry in home.glob("*/region.yaml")})
    raise NotFoundError(f"there are no facts about {name!r}", mend=f"regions: {', '.join(known)}")


@cache
def read_region(folder: Path) -> Region:
    """Read the facts of a region.

    Parameters
    ----------
    folder
        Holds ``region.yaml``, ``plans.csv``, ``sources.csv`` and ``commitments.csv``.

    Returns
    -------
    The plans in the order of ``plans.csv``. Their ids are those that an import of the same documents gives.

    """
    declared = yaml.safe_load((folder / "region.yaml").read_text("utf-8"))
    sources = _table(folder / "sources.csv")
    commitments = _table(folder / "commitments.csv")
    plans = []
    for plan in _table(folder / "plans.csv").iter_rows(named=True):
        mine = commitments.filter(pl.col("source_id") == plan["source_id"])
        source = sources.filter(pl.col("source_id") == plan["source_id"])
        plans.append(_plan(plan, mine, source, declared["code"], declared["zh"]))
    return Region(declared["zh"], tuple(plans), region_rows([declared["code"], *declared["districts"]]))


def _table(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema=False)
    numbers = [pl.col(name).cast(kind) for name, kind in _NUMBERS.items() if name in frame.columns]
    days = [pl.col("published_on").str.to_date()] if "published_on" in frame.columns else []
    return frame.with_columns(*numbers, *days)


def _plan(plan: dict[str, Any], commitments: pl.DataFrame, source: pl.DataFrame, code: str, region: str) -> PlanRows:
    head = Head(
        document_id=plan["sha256"],
        plan_id=keys.plan_id(plan["sha256"]),
        source_id=plan["source_id"],
        region_id=keys.region_id(code),
        region=region,
        published_on=plan["published_on"],
        origin="reviewed",
    )
    rows = list(commitments.iter_rows(named=True))
    spans = {row["id"]: (row["start"], row["end"]) for row in rows}
    laid = tree(head, [_item(row, spans) for row in rows])
    common = {"published_on": head.published_on, "source_id": head.source_id}
    named = ("doc", "title", "title_en", "issuer", "period_start", "period_end")
    frames = {
        "plan": pl.DataFrame(
            [
                {
                    "plan_id": head.plan_id, "region_id": head.region_id, "document_id": head.document_id,
                    "origin": head.origin, **{name: plan[name] for name in named}, **common,
                }
            ]
        ),
        "document": pl.DataFrame([{"document_id": head.document_id, "plan_id": head.plan_id, **common}]),
        "source": source.with_columns(url=pl.col("url").cast(pl.String)),
        "section": laid.section,
        "action": laid.action,
        "commitment": laid.commitment,
        "unit": laid.unit,
        "responsibility": laid.responsibility,
    }  # fmt: skip
    return PlanRows(head.document_id, head.plan_id, {name: frame for name, frame in frames.items() if frame.height})


def _item(row: dict[str, Any], spans: dict[str, tuple[int, int]]) -> Item:
    fields: dict[str, Any] = {name: row[name] for name in _STATED} | dict.fromkeys(_UNSTATED)
    fields["section"] = row["section"] or ""
    fields["responsible"] = row["responsible"].split("、") if row["responsible"] else []
    return Item(
        kind="commitment",
        start=row["start"],
        end=row["end"],
        locator=str(Characters(row["start"], row["end"])),
        path=path_of(fields["section"]),
        fields=fields,
        same_as=spans[row["same_as"]] if row["same_as"] else None,
    )
