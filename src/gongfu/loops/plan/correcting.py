"""What a person says about a commitment: kept beside what was read, with who, when and why."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.loops.plan.ledger import Ledger
from gongfu.plan import keys
from gongfu.plan.corrections import NEEDED, TYPES
from gongfu.workspace.ids import new_id
from gongfu.workspace.provenance import Characters
from gongfu.workspace.schema import table

if TYPE_CHECKING:
    from gongfu.workspace import Commit, Transaction, Workspace

Verdict = Literal["accept", "reject"]


def correct(
    workspace: "Workspace",
    commitment: Mapping[str, Any],
    *,
    verdict: Verdict | None,
    changes: Sequence[tuple[str, Any]],
    by: str,
    why: str | None,
    author: str,
) -> "Commit":
    """Keep what a person said of a commitment, in one commit.

    Parameters
    ----------
    workspace
        Where it stands.
    commitment
        A row of the ledger.
    verdict
        Accept or reject it as a whole; null where it is only changed.
    changes
        Field and new value of each change.
    by, why
        Who said so, and the reason.
    author
        Who entered it, for the history.

    Raises
    ------
    InputError
        Nothing is said, or a commitment is rejected and changed at once.

    """
    if verdict is None and not changes:
        raise InputError("nothing is corrected", mend="Give --accept, --reject or --set FIELD=VALUE.")
    if verdict == "reject" and changes:
        raise InputError("a commitment is rejected or changed, not both")
    said: list[tuple[str, str | None, Any, Any]] = [
        ("change", field, commitment[field], value) for field, value in changes
    ]
    if verdict is not None:
        said.append((verdict, None, None, None))
    message = f"Correct {commitment['id']}" + (f": {why}" if why else "")
    return workspace.commit(lambda tx: _append(tx, commitment, said, by, why), message=message, author=author)


def take_back(workspace: "Workspace", commitment: Mapping[str, Any], *, author: str) -> "Commit":
    """Take back what was said last of a commitment: all that one command said of it.

    Returns
    -------
    The commit; its ``result`` is how many corrections went.

    Raises
    ------
    NotFoundError
        Nobody said anything of it.
    """

    def change(tx: "Transaction") -> int:
        said = tx.read("correction", where={"commitment_id": commitment["commitment_id"]})
        if said.is_empty():
            mend = "gongfu plan show says what stands."
            raise NotFoundError(f"nobody corrected {commitment['id']}", mend=mend)
        last = said.filter(pl.col("made_at") == said["made_at"].max())
        tx.delete("correction", last.select("correction_id"))
        return last.height

    return workspace.commit(change, message=f"Take back the last word on {commitment['id']}", author=author)


def add(
    workspace: "Workspace",
    ledger: Ledger,
    plan: Mapping[str, Any],
    span: tuple[int, int],
    fields: Sequence[tuple[str, Any]],
    *,
    by: str,
    why: str | None,
    author: str,
) -> "Commit":
    """Add a commitment that was not found in a document.

    Parameters
    ----------
    workspace, ledger, plan
        Where it belongs: ``plan`` is a row of the ledger's plans.
    span
        Its characters in the file.
    fields
        Field and value.
    by, why, author
        As in :func:`correct`.

    Raises
    ------
    InputError
        Names the fields that are missing, or the span is none.
    ConflictError
        A commitment stands at this span.

    """
    start, end = span
    if not 0 <= start < end:
        raise InputError(f"{start}-{end} is no span of characters")
    given = {"comparator": "=", "mode": "level", "kind": "target", "section": "", "responsible": [], **dict(fields)}
    missing = sorted(NEEDED - given.keys())
    if missing:
        raise InputError("fields are missing", offenders=missing, mend="Give each as --set FIELD=VALUE.")
    key = keys.commitment_id(plan["document_id"], start, end)
    if ledger.commitments.filter(pl.col("commitment_id") == key).height:
        raise ConflictError(f"a commitment stands at {start}-{end} already", mend="correct it: gongfu plan correct")
    row = dict.fromkeys(table("commitment").polars_schema) | dict.fromkeys(TYPES) | given
    row |= {
        "document_id": plan["document_id"],
        "plan_id": plan["plan_id"],
        "start": start,
        "end": end,
        "published_on": plan["published_on"].isoformat() if plan["published_on"] else None,
        "source_id": plan["source_id"],
        "locator": str(Characters(start, end)),
    }
    identity = {"commitment_id": key, "plan_id": plan["plan_id"]}
    message = f"Add a commitment to {plan['doc']}" + (f": {why}" if why else "")
    return workspace.commit(
        lambda tx: _append(tx, identity, [("add", None, None, row)], by, why), message=message, author=author
    )


def _append(
    tx: "Transaction",
    commitment: Mapping[str, Any],
    said: Sequence[tuple[str, str | None, Any, Any]],
    by: str,
    why: str | None,
) -> None:
    before = tx.read("correction", columns=["step"], where={"commitment_id": commitment["commitment_id"]})
    last = max(before["step"], default=0)
    now = datetime.now(UTC)
    rows = [
        {
            "correction_id": new_id(), "commitment_id": commitment["commitment_id"],
            "plan_id": commitment["plan_id"], "step": last + number, "action": action, "field": field,
            "before": None if field is None else json.dumps(earlier, ensure_ascii=False),
            "value": None if action in ("accept", "reject") else json.dumps(value, ensure_ascii=False),
            "made_by": by, "made_at": now, "reason": why,
        }
        for number, (action, field, earlier, value) in enumerate(said, start=1)
    ]  # fmt: skip
    tx.append("correction", pl.DataFrame(rows, schema_overrides={"made_at": pl.Datetime("us", "UTC")}))
