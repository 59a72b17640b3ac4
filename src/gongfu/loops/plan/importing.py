"""Import a plan document with its original."""

from dataclasses import replace
from typing import TYPE_CHECKING

from gongfu.loops.plan.reading import PlanFile
from gongfu.loops.plan.rows import About
from gongfu.loops.plan.storing import Stored, store_rows
from gongfu.loops.plan.tables import plan_rows

if TYPE_CHECKING:
    from gongfu.workspace import Workspace


def store_plan(workspace: "Workspace", plan: PlanFile, about: About, *, author: str) -> Stored:
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

    Raises
    ------
    NotFoundError
        The document to be replaced is not there.

    """
    before = workspace.read("document", where={"document_id": plan.document.sha256})
    if before.height and about.plan_id is None:
        about = replace(about, plan_id=before["plan_id"][0], replaces=about.replaces or before["replaces"][0])
    rows = plan_rows(plan, about)
    workspace.originals.put(plan.content)
    return store_rows(workspace, rows, about, message=f"Import {plan.name}", author=author)
