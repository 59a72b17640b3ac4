"""Rows of a plan for the tables of the workspace, and what a person may say beside its document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from gongfu.plan import keys
from gongfu.workspace.codes import code_list


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of a plan beside its document; null is left to the document.

    ``region`` is a division code (310000); ``plan_id`` and ``replaces`` name the plan and the document that this
    one takes the place of.
    """

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    published_on: date | None = None
    plan_id: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class PlanRows:
    """Rows for every table that a plan document fills, by the name of the table."""

    document_id: str
    plan_id: str
    frames: Mapping[str, pl.DataFrame]


NOTHING = About()


def region_rows(codes: list[str]) -> pl.DataFrame:
    """Rows of the table ``region`` for divisions by their codes."""
    divisions = code_list("divisions").codes
    rows = []
    for code in codes:
        parent = divisions[code].more.get("parent")
        rows.append(
            {
                "region_id": keys.region_id(code), "code": code, "name_zh": divisions[code].zh,
                "name_en": divisions[code].en, "parent_id": keys.region_id(parent) if parent else None,
                "valid_from": divisions[code].more.get("from"), "synthetic": False,
            }
        )  # fmt: skip
    schema = {"parent_id": pl.String, "valid_from": pl.Date}
    return pl.DataFrame(rows, schema_overrides=schema)


def region_code(text: str) -> str | None:
    """The code of the division that a text names first by its full name; of two at one place the longer name."""
    found = [
        (place, -len(code.zh), code.id)
        for code in code_list("divisions").codes.values()
        if "to" not in code.more and (place := text.find(code.zh)) >= 0
    ]
    return min(found)[2] if found else None
