"""Bring a file into a table of a workspace: one import is one commit, or nothing."""

import hashlib
import json
import mimetypes
import tempfile
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Lookup
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import ConflictError, NotFoundError
from gongfu.text import Text
from gongfu.workspace.codes.lists import CodeList
from gongfu.workspace.ids import id_of
from gongfu.workspace.intake.errors import UnreadableFileError
from gongfu.workspace.intake.mapping import Mapping
from gongfu.workspace.intake.read import Heads, read_batches
from gongfu.workspace.intake.report import PREVIEW, ImportReport, Mode
from gongfu.workspace.intake.staging import Staging
from gongfu.workspace.schema import Table

if TYPE_CHECKING:
    from gongfu.workspace.jobs import Progress
    from gongfu.workspace.store.transaction import Transaction
    from gongfu.workspace.store.workspace import Workspace

READING = Text("读取文件", "Read the file")
WRITING = Text("写入工作区", "Write to the workspace")
KEPT_BYTES = 1 << 26  # a larger file is known by its hash and name alone
_TRIES = 3  # how often a file is read again because somebody else added the same keys meanwhile


def import_file(
    workspace: "Workspace",
    path: Path,
    table: str,
    *,
    author: str,
    mapping: Mapping | None = None,
    mode: Mode = "append",
    dry_run: bool = False,
    progress: "Progress | None" = None,
    codes: Lookup[str, CodeList] | None = None,
    source: Lookup[str, object] | None = None,
    also: "Callable[[Transaction, str], None] | None" = None,
) -> ImportReport:
    """Import a file: good rows into the table, bad ones into quarantine, both in one commit.

    Parameters
    ----------
    table
        Name of the table that is filled.
    author
        Who imports; it stands in the commit.
    mode
        ``append`` takes only new keys; ``merge`` changes rows whose key exists, and done twice it changes nothing.
    dry_run
        Report the same and write nothing.
    progress
        Told of the bytes (CSV, JSON lines) or rows (XLSX, Parquet) that are read.
    codes
        Code lists that are used instead of those that ship.
    source
        What else is known of the file as a source: ``title``, ``publisher``, ``published_on``, ``url``, ``licence`` …
    also
        More to do in the same commit; is given the transaction and the id of the import.

    Raises
    ------
    InputError
        Nothing in the file can be used as it is; says how to mend it.
    ConflictError
        The file was appended to the table before.
    NotFoundError
        There is no such table.
    """
    if table not in workspace.tables:
        raise NotFoundError(f"there is no table {table!r}", mend=f"tables: {', '.join(workspace.tables)}")
    declared, mapping = workspace.tables[table], mapping or Mapping()
    job = _Job(path, declared, mapping, mode, codes or {}, source or {}, _digest(path))
    if mode == "append" and not dry_run and _known(workspace, job.import_id):
        raise ConflictError(
            f"{path.name} is in {table!r} already",
            offenders=[f"import {job.import_id}"],
            mend="Merge it instead, or undo the commit of that import.",
        )
    for left in reversed(range(_TRIES)):
        version = workspace.version()
        with tempfile.TemporaryDirectory(prefix="gongfu-import-") as folder:
            staging, heads = job.stage(workspace, Path(folder), progress)
            if dry_run:
                first = next(staging.good(), declared.empty()).head(PREVIEW)
                added, changed = _expected(workspace, declared, staging, mode)
                return job.report(staging, heads, added, changed, dry_run=True, preview=first)
            if progress is not None:
                progress.stage(WRITING)
            try:
                return job.commit(workspace, staging, heads, author, also)
            except ConflictError:
                if not left or workspace.version() == version:
                    raise
    raise AssertionError("unreachable: the last try returns or raises")


@dataclass(frozen=True)
class _Job:
    path: Path
    table: Table
    mapping: Mapping
    mode: Mode
    codes: Lookup[str, CodeList]
    source: Lookup[str, object]
    digest: str

    @property
    def source_id(self) -> str:
        return id_of("source", self.digest)

    @property
    def import_id(self) -> str:
        said = json.dumps(asdict(self.mapping), sort_keys=True, default=str)
        return id_of("import", self.digest, self.table.name, said)

    def stage(self, workspace: "Workspace", folder: Path, progress: "Progress | None") -> tuple[Staging, Heads]:
        """Read the file to the end."""
        staging, heads = Staging(folder), Heads()
        existing = workspace.read(self.table.name, columns=self.table.key) if self.mode == "append" else None
        batches = read_batches(
            self.path,
            self.table,
            self.mapping,
            source_id=self.source_id,
            codes=self.codes,
            existing=existing,
            partial=self.mode == "merge",
            heads=heads,
            begin=None if progress is None else lambda total: progress.stage(READING, total),
        )
        del existing
        for batch in batches:
            staging.add(batch)
            if progress is not None:
                progress.advance(batch.steps)
        return staging, heads

    def commit(
        self,
        workspace: "Workspace",
        staging: Staging,
        heads: Heads,
        author: str,
        also: "Callable[[Transaction, str], None] | None",
    ) -> ImportReport:
        """Write everything in one commit."""

        def change(transaction: "Transaction") -> tuple[int, int]:
            if self.mode == "append":
                added, changed = transaction.append(self.table.name, staging.good()), 0
            else:
                added, changed = _merged(transaction, self.table, staging)
            transaction.merge("source", self._source())
            transaction.merge("import", self._import(staging, heads))
            self._set_mended(transaction, staging)
            if staging.bad_rows:
                transaction.merge("quarantine", self._quarantine(staging))
            if also is not None:
                also(transaction, self.import_id)
            return added, changed

        if self.path.stat().st_size <= KEPT_BYTES:
            workspace.originals.put(self.path.read_bytes())
        before = workspace.version()
        message = f"Import {self.path.name} into {self.table.name}"
        commit = workspace.commit(change, message=message, author=author)
        added, changed = commit.result
        version = commit.version if commit.version != before else None
        return self.report(staging, heads, added, changed, version=version)

    def report(
        self,
        staging: Staging,
        heads: Heads,
        added: int,
        changed: int,
        *,
        version: int | None = None,
        dry_run: bool = False,
        preview: pl.DataFrame | None = None,
    ) -> ImportReport:
        """What was done, or would be."""
        return ImportReport(
            import_id=self.import_id,
            source_id=self.source_id,
            file=self.path.name,
            table=self.table.name,
            mode=self.mode,
            dry_run=dry_run,
            good_rows=staging.good_rows,
            bad_rows=staging.bad_rows,
            added=added,
            changed=changed,
            heads=dict(heads.targets),
            unmapped=tuple(heads.unmapped.values()),
            skipped_sheets=tuple(heads.skipped_sheets),
            reasons=dict(staging.reasons),
            bad=staging.shown,
            version=version,
            same=staging.good_rows - added - changed,
            preview=preview,
        )

    def _source(self) -> pl.DataFrame:
        """The file as a source."""
        known = {"source_id": self.source_id, "kind": "file", "title": self.path.name, "sha256": self.digest}
        media_type = mimetypes.guess_type(self.path.name)[0]
        return pl.DataFrame([{**known, **({"media_type": media_type} if media_type else {}), **self.source}])

    def _import(self, staging: Staging, heads: Heads) -> pl.DataFrame:
        targets = {head: asdict(target) for head, target in heads.targets.items()}
        return pl.DataFrame(
            [
                {
                    "import_id": self.import_id,
                    "source_id": self.source_id,
                    "table_name": self.table.name,
                    "file": self.path.name,
                    "mode": self.mode,
                    "mapping": json.dumps(asdict(self.mapping), ensure_ascii=False, default=str),
                    "heads": json.dumps(targets, ensure_ascii=False),
                    "unmapped": list(heads.unmapped),
                    "good_rows": staging.good_rows,
                    "bad_rows": staging.bad_rows,
                }
            ],
            schema_overrides={"unmapped": pl.List(pl.String)},
        )

    def _quarantine(self, staging: Staging) -> Iterator[pl.DataFrame]:
        """Bad cells as rows of the table; whether they were mended before is left as it is."""
        for bad in staging.bad():
            yield bad.with_columns(
                quarantine_id=self._quarantine_ids(bad),
                import_id=pl.lit(self.import_id),
                table_name=pl.lit(self.table.name),
            )

    def _quarantine_ids(self, bad: pl.DataFrame) -> pl.Series:
        """The same thing wrong at the same place of the same file has the same id, however often it is imported."""
        places = bad.select("locator", "column_name", "reason").iter_rows()
        return pl.Series([id_of(self.source_id, self.table.name, *place) for place in places], dtype=pl.String)

    def _set_mended(self, transaction: "Transaction", staging: Staging) -> None:
        """Close what an earlier import of the same file left open and this one, with another mapping, did not."""
        imports = transaction.read("import", columns=["import_id"], where={"source_id": self.source_id})
        where = {"import_id": imports["import_id"].to_list(), "table_name": self.table.name, "mended_by": None}
        before = transaction.read("quarantine", columns=["quarantine_id"], where=where)
        if before.is_empty():
            return
        still_bad = [self._quarantine_ids(bad) for bad in staging.bad()]
        mended = before.filter(~pl.col("quarantine_id").is_in(pl.concat(still_bad).to_list() if still_bad else []))
        if mended.height:
            transaction.merge("quarantine", mended.with_columns(mended_by=pl.lit(self.import_id)))


def _known(workspace: "Workspace", import_id: str) -> bool:
    return workspace.read("import", columns=["import_id"], where={"import_id": import_id}).height > 0


def _expected(workspace: "Workspace", table: Table, staging: Staging, mode: Mode) -> tuple[int, int]:
    """How many rows would be added, and how many changed."""
    if mode == "append":
        return staging.good_rows, 0
    return workspace.try_out(lambda tx: _merged(tx, table, staging))


def _merged(transaction: "Transaction", table: Table, staging: Staging) -> tuple[int, int]:
    """Merge the good rows; how many were added, and how many changed."""
    added = changed = 0
    for frames in staging.groups():
        changes = transaction.merge(table.name, frames)
        added, changed = added + changes.added, changed + changes.changed
    return added, changed


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from None
