"""Tables, sources and imports as a person reads them."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from gongfu.loops.today.figures import look
from gongfu.workspace import Commit

TABLES: dict[str, pl.DataType] = {
    "table": pl.String(), "label": pl.String(), "rows": pl.Int64(), "changed": pl.Datetime("us", "UTC"), "age": pl.Int64(),
    "author": pl.String(), "message": pl.String(), "version": pl.Int64(),
}  # fmt: skip
IMPORTS: dict[str, pl.DataType] = {
    "import_id": pl.String(), "file": pl.String(), "table_name": pl.String(), "time": pl.Datetime("us", "UTC"), "author": pl.String(),
    "good_rows": pl.Int64(), "bad_rows": pl.Int64(), "waiting": pl.Int64(), "mode": pl.String(), "version": pl.Int64(),
    "source_id": pl.String(),
}  # fmt: skip


def table_view(
    sizes: Mapping[str, int], labels: Mapping[str, str], history: Sequence[Commit], day: date
) -> pl.DataFrame:
    """Every table that holds rows or once did, with the commit that changed it last: columns :data:`TABLES`; ``age`` in days."""
    last = {name: commit for commit in history for name in commit.tables}
    rows = []
    for name, count in sizes.items():
        commit = last.get(name)
        if commit is None and not count:
            continue
        when = commit.time if commit else None
        age = (day - when.astimezone().date()).days if when else None
        told = (commit.author, commit.message, commit.version) if commit else (None, None, None)
        rows.append((name, labels[name], count, when, age, *told))
    return pl.DataFrame(rows, schema=TABLES, orient="row")


def source_view(
    sources: pl.DataFrame, observations: pl.DataFrame, series: pl.DataFrame, commitments: pl.DataFrame, day: date
) -> pl.DataFrame:
    """A row for each source that something rests on, the newest publication first.

    Parameters
    ----------
    sources, observations, series, commitments
        Rows of the tables.
    day
        The day from which ages are counted.

    Returns
    -------
    ``title``, ``publisher``, ``published_on``, ``age`` (days since; null where the day is not known), ``kind``, ``figures``, ``series`` and
    ``commitments`` (how many come from it), ``newest`` (the latest period), ``overdue`` (series whose newest figure is from here and whose
    next should be out), ``url``, ``source_id``.
    """
    known = observations.drop_nulls("value")
    figures = known.group_by("source_id").agg(
        figures=pl.len().cast(pl.Int64),
        newest=pl.col("period").sort_by("period_end", nulls_last=False).last(),
    )  # fmt: skip
    held = observations.group_by("source_id").agg(series=pl.col("series_id").n_unique().cast(pl.Int64))
    newest = known.sort("period_end", "published_on", "observation_id", nulls_last=False).unique(
        "series_id", keep="last"
    )
    late = pl.Series(list(look(series, observations, day).late), dtype=pl.String).implode()
    overdue = newest.filter(pl.col("series_id").is_in(late)).group_by("source_id").agg(overdue=pl.len().cast(pl.Int64))
    said = commitments.group_by("source_id").agg(commitments=pl.len().cast(pl.Int64))
    told = sources
    for more in (figures, held, overdue, said):
        told = told.join(more, on="source_id", how="left", maintain_order="left")
    counts = pl.col("figures", "series", "commitments", "overdue").fill_null(0)
    rows = told.with_columns(counts, age=(pl.lit(day) - pl.col("published_on")).dt.total_days())
    return rows.sort("published_on", "title", descending=[True, False], nulls_last=True).select(
        "title", "publisher", "published_on", "age", "kind", "figures", "series", "commitments", "newest", "overdue", "url", "source_id"
    )  # fmt: skip


def import_view(
    imports: pl.DataFrame, versions: pl.DataFrame, quarantine: pl.DataFrame, history: Sequence[Commit]
) -> pl.DataFrame:
    """Every import, the newest first: columns :data:`IMPORTS`.

    Parameters
    ----------
    imports, quarantine
        Rows of the tables.
    versions
        ``import_id`` and the ``version`` that wrote it, which an undo takes back.
    history
        All commits.

    Returns
    -------
    ``waiting`` counts the rows in quarantine that are not mended.
    """
    commits = pl.DataFrame(
        [(commit.version, commit.time, commit.author) for commit in history],
        schema={"version": pl.Int64, "time": pl.Datetime("us", "UTC"), "author": pl.String},
        orient="row",
    )
    open_ = quarantine.filter(pl.col("mended_by").is_null())
    waiting = open_.group_by("import_id").agg(waiting=pl.struct("sheet", "line").n_unique().cast(pl.Int64))
    rows = (
        imports.join(versions, on="import_id", how="left")
        .join(commits, on="version", how="left")
        .join(waiting, on="import_id", how="left")
        .with_columns(pl.col("waiting").fill_null(0))
    )
    return rows.sort("version", "import_id", descending=[True, False], nulls_last=True).select(list(IMPORTS))
