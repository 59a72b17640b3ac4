"""Import a plan document with its original."""

from dataclasses import replace
from typing import TYPE_CHECKING

from gongfu.loops.plan.reading import PlanFile
from gongfu.loops.plan.rows import About
from gongfu.loops.plan.storing import Stored, store_rows
from gongfu.loops.plan.tables import plan_rows

if TYPE_CHECKING:
    from gongfu.workspace import Workspace


def store_plan(workspace: "Workspace", plan: PlanFile, about: About, *, author: str, dry_run: bool = False) -> Stored:
    """Import a plan that was read, with its original.

    Parameters
    ----------
    workspace
        Where to.
    plan
        The document and its commitments.
    about
        What a person says of it; ``about.replaces`` is the document that it takes the place of.
    author
        Who imports.
    dry_run
        Say the same and write nothing.

    Raises
    ------
    NotFoundError
        The document to be replaced is not there.

    """
    before = workspace.read("document", where={"document_id": plan.document.sha256})
    if before.height and about.plan_id is None:
        about = replace(about, plan_id=before["plan_id"][0], replaces=about.replaces or before["replaces"][0])
    if before.height and about.region is None:
        about = replace(about, region=_region_said(workspace, str(about.plan_id)))
    rows = plan_rows(plan, about)
    if not dry_run:
        workspace.originals.put(plan.content)
    return store_rows(workspace, rows, about, message=f"Import {plan.name}", author=author, dry_run=dry_run)


def _region_said(workspace: "Workspace", plan_id: str) -> str | None:
    """The code of the region that a plan has had since an earlier import."""
    regions = workspace.read("plan", columns=["region_id"], where={"plan_id": plan_id})["region_id"].drop_nulls()
    known = (
        workspace.read("region", columns=["code"], where={"region_id": regions.to_list()}) if regions.len() else None
    )
    return str(known["code"][0]) if known is not None and known.height else None
