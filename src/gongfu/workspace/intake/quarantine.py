"""Bad rows: list them, write them out for mending, bring them in again."""

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.errors import InputError, NotFoundError
from gongfu.workspace.codes.lists import code_list
from gongfu.workspace.intake.convert import WHOLE_LINE
from gongfu.workspace.intake.importing import import_file
from gongfu.workspace.intake.mapping import Mapping
from gongfu.workspace.intake.report import ImportReport, Mode

if TYPE_CHECKING:
    from gongfu.workspace.jobs import Progress
    from gongfu.workspace.store.transaction import Transaction
    from gongfu.workspace.store.workspace import Workspace

IMPORT, LOCATOR, WRONG = "_import", "_locator", "_wrong"  # heads of an export that are not the file's own
_OWN = (IMPORT, LOCATOR, WRONG, WHOLE_LINE)


def list_quarantine(
    workspace: "Workspace", *, table: str | None = None, import_id: str | None = None, mended: bool | None = False
) -> pl.DataFrame:
    """What stands in quarantine.

    Parameters
    ----------
    table, import_id
        Only what was meant for that table, or left out by that import.
    mended
        Only what was mended, or was not; None for both.

    Returns
    -------
    Rows of the table ``quarantine`` by file, sheet and line.
    """
    wanted = {"table_name": table, "import_id": import_id}
    rows = workspace.read("quarantine", where={name: value for name, value in wanted.items() if value is not None})
    if mended is not None:
        rows = rows.filter(pl.col("mended_by").is_not_null() == mended)
    return rows.sort("file", "sheet", "line", "column_name", nulls_last=False)


def rows_to_mend(workspace: "Workspace", import_id: str) -> pl.DataFrame:
    """The bad rows of an import: where each belongs, what is wrong, then the row as it stood, under the heads of the file.

    Returns
    -------
    A row for each row of the file that is not mended: ``_import``, ``_locator``, ``_wrong``, then its own heads, all text.

    Raises
    ------
    NotFoundError
        There is no such import, or nothing of it is left to mend.
    """
    _import(workspace, import_id)
    bad = list_quarantine(workspace, import_id=import_id)
    if bad.is_empty():
        raise NotFoundError(f"nothing of {import_id} is left in quarantine")
    rows: dict[str, dict[str, Any]] = {}
    wrong: dict[str, list[str]] = {}
    told: list[dict[str, str | None]] = []
    for cell in bad.iter_rows(named=True):
        whole_row = json.loads(cell["row"])
        rows[cell["locator"]] = {head: text for head, text in whole_row.items() if head not in (IMPORT, LOCATOR, WRONG)}
        wrong.setdefault(cell["locator"], []).append(sentence(cell))
    heads = dict.fromkeys(head for row in rows.values() for head in row if head != WHOLE_LINE)
    whole = [WHOLE_LINE] if any(WHOLE_LINE in row for row in rows.values()) else []
    schema = dict.fromkeys((IMPORT, LOCATOR, WRONG, *whole, *heads), pl.String)
    for locator, row in rows.items():
        texts = {head: None if text is None else str(text) for head, text in row.items()}
        told.append({IMPORT: import_id, LOCATOR: locator, WRONG: "; ".join(wrong[locator]), **texts})
    return pl.DataFrame(told, schema=schema)


def export_quarantine(workspace: "Workspace", import_id: str, path: Path) -> int:
    """Write the rows of :func:`rows_to_mend` as CSV.

    Mend the cells in place, leave the columns that begin with a low line, and give the file to
    :func:`import_mended`.

    Returns
    -------
    Number of rows written.

    Raises
    ------
    NotFoundError
        There is no such import, or nothing of it is left to mend.
    """
    rows = rows_to_mend(workspace, import_id)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows.columns)
        writer.writerows(rows.iter_rows())
    return rows.height


def import_mended(
    workspace: "Workspace",
    path: Path,
    *,
    author: str,
    mode: Mode = "append",
    dry_run: bool = False,
    progress: "Progress | None" = None,
) -> ImportReport:
    """Bring in a file that :func:`export_quarantine` wrote and somebody mended.

    Heads and units mean what they meant in the first import. Its rows in quarantine are closed; those that are
    still bad stand there anew, under the mended file.

    Parameters
    ----------
    mode
        ``append`` by default, so that a row whose key was doubled cannot overwrite the good one unseen.

    Raises
    ------
    InputError
        The file is no export of the quarantine.
    """
    import_id, locators = origin_of(path)
    first = _import(workspace, import_id)

    def close(transaction: "Transaction", mending: str) -> None:
        left = transaction.read("quarantine", columns=["quarantine_id", "locator"], where={"import_id": import_id})
        closed = left.filter(pl.col("locator").is_in(locators)).select("quarantine_id", mended_by=pl.lit(mending))
        if closed.height:
            transaction.merge("quarantine", closed)

    return import_file(
        workspace,
        path,
        first["table_name"],
        author=author,
        mapping=mapping_again(first),
        mode=mode,
        dry_run=dry_run,
        progress=progress,
        also=close,
    )


def mapping_again(first: dict[str, Any]) -> Mapping:
    """The mapping by which an export is read: heads and units mean what they meant in the first import, a row of ``import``."""
    declared = {
        **json.loads(first["mapping"]),
        "columns": {**json.loads(first["heads"]), **dict.fromkeys([*first["unmapped"], *_OWN])},
        "sheets": [],
        "head_row": 1,
        "encoding": None,
        "delimiter": None,
    }
    return Mapping.of({key: value for key, value in declared.items() if value is not None})


def is_export(path: Path) -> bool:
    """Whether a file begins as :func:`export_quarantine` writes it."""
    with path.open("rb") as file:
        return file.read(len(IMPORT) + 3).removeprefix(b"\xef\xbb\xbf").startswith(IMPORT.encode())


def sentence(cell: dict[str, Any], lang: str = "zh") -> str:
    """What is wrong with one cell, in words: "从业人员 = 12.5: 不是整数"."""
    code = code_list("quarantine_reasons").codes[cell["reason"]]
    what = code.zh if lang == "zh" else code.en
    about = cell["head"] or cell["column_name"]
    said = f"{about} = {cell['value']}: " if about and cell["value"] is not None else f"{about}: " if about else ""
    return said + what + (f" ({cell['detail']})" if cell["detail"] else "")


def _import(workspace: "Workspace", import_id: str) -> dict[str, Any]:
    found = workspace.read("import", where={"import_id": import_id})
    if found.is_empty():
        raise NotFoundError(f"there is no import {import_id!r}")
    return found.row(0, named=True)


def origin_of(path: Path) -> tuple[str, list[str]]:
    """The import that a mended file belongs to, and the places of its rows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row[IMPORT], row[LOCATOR]) for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise InputError(f"{path} is no export of the quarantine: {error}", mend="Save it as CSV in UTF-8.") from None
    imports = {import_id for import_id, _ in rows if import_id}
    if len(imports) != 1:
        raise InputError(f"{path} must hold rows of one import", offenders=sorted(imports))
    return imports.pop(), [locator for _, locator in rows]
