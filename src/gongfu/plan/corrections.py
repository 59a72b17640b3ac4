"""What persons said about commitments, laid over what was read: the effective view."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from gongfu.errors import InputError

KINDS = ("target", "outcome", "baseline")
MODES = ("level", "share", "growth", "increment", "flow", "multiple")
COMPARATORS = ("=", ">=", "<=", "~")
WORDS: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "mode": MODES,
    "comparator": COMPARATORS,
    "direction": ("up", "down", "hold"),
    "aggregation": ("stock", "per_period", "total"),
}
TYPES: dict[str, pl.DataType] = {
    "kind": pl.String(), "indicator": pl.String(), "value": pl.Float64(), "value_high": pl.Float64(),
    "unit": pl.String(), "comparator": pl.String(), "mode": pl.String(), "period_start": pl.Int64(),
    "deadline": pl.Int64(), "size_class": pl.Float64(), "responsible": pl.List(pl.String()), "section": pl.String(),
    "note": pl.String(), "direction": pl.String(), "relative_to": pl.String(), "aggregation": pl.String(),
}  # fmt: skip
NEEDED = frozenset({"kind", "indicator", "value", "unit", "comparator", "mode", "responsible", "section"})


def parse_change(text: str) -> tuple[str, Any]:
    """Read ``field=value`` as a person writes it; nothing behind the sign is unknown.

    Raises
    ------
    InputError
        There is no such field, or the value is none that it takes.

    """
    field, sign, written = text.partition("=")
    field = field.strip()
    if not sign or field not in TYPES:
        raise InputError(f"{text!r}: expected FIELD=VALUE", mend=f"fields: {', '.join(TYPES)}")
    written = written.strip()
    if field == "responsible":
        return field, [name for name in written.replace("；", "、").replace(";", "、").split("、") if name]
    if not written:
        if field in NEEDED:
            raise InputError(f"{field} cannot be unknown")
        return field, None
    if field in WORDS and written not in WORDS[field]:
        raise InputError(f"{text!r}: expected one of: {', '.join(WORDS[field])}")
    if not TYPES[field].is_numeric():
        return field, written
    try:
        return field, int(written) if TYPES[field].is_integer() else float(written.replace(",", ""))
    except ValueError:
        raise InputError(f"{text!r}: expected a number in the unit of the commitment, such as 20 or 1.3e12") from None


def effective(commitments: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """The commitments as they stand after what persons said.

    Parameters
    ----------
    commitments
        Rows of the table ``commitment``.
    corrections
        Rows of the table ``correction``.

    Returns
    -------
    The commitments, added ones behind, with corrected values in their columns and three more columns:
    ``status`` (``extracted``, ``accepted``, ``changed``, ``rejected`` or ``added``), ``corrected_by`` (who spoke last)
    and ``extracted`` (JSON: for each field that was changed, the value that was read; null where none was).

    """
    told: dict[str, _Told] = {}
    for row in corrections.sort("commitment_id", "step").iter_rows(named=True):
        told.setdefault(row["commitment_id"], _Told()).hear(row)
    present = set(commitments["commitment_id"])
    added = [_row(key, each.added) for key, each in told.items() if each.added and key not in present]
    frame = commitments
    if added:
        frame = pl.concat([frame, pl.DataFrame(added, schema=commitments.schema)])
    frame = frame.with_row_index("_place")
    touched = frame.filter(pl.col("commitment_id").is_in(list(told)))
    changed: dict[str, list[Any]] = {}
    for row in touched.iter_rows(named=True):
        after = told[row["commitment_id"]].over(row)
        for name, value in after.items():
            changed.setdefault(name, []).append(value)
    more = {"status": pl.String(), "corrected_by": pl.String(), "extracted": pl.String()}
    untouched = frame.filter(~pl.col("commitment_id").is_in(list(told))).with_columns(
        status=pl.lit("extracted"), corrected_by=pl.lit(None, pl.String), extracted=pl.lit(None, pl.String)
    )
    schema = {**frame.schema, **more}
    return (
        pl.concat([untouched.select(*schema), pl.DataFrame(changed, schema=schema)]).sort("_place").drop("_place")
        if changed
        else untouched.select(*schema).drop("_place")
    )


def _row(commitment_id: str, added: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a commitment that a person added; its origin is that person's review."""
    day = added.get("published_on")
    published_on = date.fromisoformat(day) if day else None
    return {**added, "commitment_id": commitment_id, "published_on": published_on, "origin": "reviewed"}


class _Told:
    """What was said about one commitment, step by step."""

    def __init__(self) -> None:
        self.added: dict[str, Any] | None = None
        self._changes: dict[str, Any] = {}
        self._verdict = "extracted"
        self._by = ""

    def hear(self, row: Mapping[str, Any]) -> None:
        """Take in the next correction."""
        self._by = row["made_by"]
        action = row["action"]
        if action == "add":
            self.added = json.loads(row["value"])
            self._verdict = "added"
        elif action == "change":
            self._changes[row["field"]] = json.loads(row["value"])
            self._verdict = "added" if self.added else "changed"
        elif action == "reject":
            self._verdict = "rejected"
        elif self._verdict in ("extracted", "rejected"):
            self._verdict = "changed" if self._changes else "accepted"

    def over(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with what was said laid over it."""
        said = {**{name: (self.added or {})[name] for name in TYPES if name in (self.added or {})}, **self._changes}
        before = {name: row[name] for name, value in said.items() if row[name] != value}
        return {
            **row,
            **said,
            "status": self._verdict,
            "corrected_by": self._by,
            "extracted": json.dumps(before, ensure_ascii=False) if before else None,
        }
