"""Entities: ids that never change, identifiers that do, and redirects of those that were merged.

Pure functions over the tables ``entity`` and ``identifier``.
"""

from collections.abc import Collection
from datetime import date

import polars as pl

from gongfu.errors import ConflictError, NotFoundError
from gongfu.workspace.ids import id_of

_EARLIEST, _LATEST = date.min, date.max


def identifier_id(scheme: str, value: str, entity_id: str, valid_from: date | None) -> str:
    """The id of an identifier."""
    return id_of(scheme, value, entity_id, None if valid_from is None else valid_from.isoformat())


def survivors(entities: pl.DataFrame) -> pl.DataFrame:
    """For each entity the one that stands for it after all mergers.

    Parameters
    ----------
    entities
        n rows: ``entity_id`` (unique), ``merged_into`` (null while an entity stands for itself).

    Returns
    -------
    n rows in the order given: ``entity_id``, ``survivor_id``.

    Raises
    ------
    NotFoundError
        Names each entity that was merged into one that is not there.
    ConflictError
        Names each entity whose mergers run in a circle.
    """
    lost = entities.filter(
        pl.col("merged_into").is_not_null() & ~pl.col("merged_into").is_in(entities["entity_id"].implode())
    )
    if lost.height:
        offenders = [f"{gone}: merged into {kept}" for gone, kept in lost.select("entity_id", "merged_into").rows()]
        raise NotFoundError("entities were merged into others that are not there", offenders=offenders)
    step = entities.select("entity_id", survivor_id=pl.coalesce("merged_into", "entity_id"))
    found = step
    for _ in range(max(1, entities.height.bit_length())):  # each round doubles the distance that is looked ahead
        further = found.select(survivor_id="entity_id", further="survivor_id")
        found = found.join(further, on="survivor_id", how="left", maintain_order="left").select(
            "entity_id", survivor_id="further"
        )
    standing = entities.filter(pl.col("merged_into").is_null())["entity_id"]
    circling = found.filter(~pl.col("survivor_id").is_in(standing.implode()))
    if circling.height:
        raise ConflictError("mergers run in a circle", offenders=circling["entity_id"].to_list())
    return found


def redirect(frame: pl.DataFrame, entities: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    """The frame with each entity id in ``columns`` replaced by the entity that stands for it.

    Ids that are not among the entities stay as they are.
    """
    found = survivors(entities).filter(pl.col("entity_id") != pl.col("survivor_id"))
    return frame.with_columns(
        pl.col(column).replace(found["entity_id"], found["survivor_id"]).alias(column) for column in columns
    )


def find(
    identifiers: pl.DataFrame, entities: pl.DataFrame, scheme: str, values: Collection[str], *, on: date
) -> pl.DataFrame:
    """The entities that these values of a scheme name on a day.

    Returns
    -------
    One row for each value and entity: ``value``, ``entity_id`` (of the entity that stands for it; null when
    the value names none). A value that names several has several rows.
    """
    named = redirect(_valid(identifiers.filter(pl.col("scheme") == scheme), on), entities, ["entity_id"])
    wanted = pl.DataFrame({"value": sorted(set(values))}, schema={"value": pl.String})
    return wanted.join(named.select("value", "entity_id").unique(), on="value", how="left").sort("value", "entity_id")


def clashes(identifiers: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """Identifiers that name two entities at the same time.

    Returns
    -------
    One row for each such pair: ``scheme``, ``value``, ``entity_id``, ``other_id``.
    """
    named = redirect(identifiers, entities, ["entity_id"]).select(
        "scheme",
        "value",
        "entity_id",
        first=pl.col("valid_from").fill_null(_EARLIEST),
        last=pl.col("valid_to").fill_null(_LATEST),
    )
    pairs = named.join(named, on=["scheme", "value"], suffix="_other").filter(
        (pl.col("entity_id") < pl.col("entity_id_other"))
        & (pl.col("first") <= pl.col("last_other"))
        & (pl.col("first_other") <= pl.col("last"))
    )
    return pairs.select("scheme", "value", "entity_id", other_id="entity_id_other").unique().sort(pl.all())


def merge(entities: pl.DataFrame, *, gone: str, kept: str) -> pl.DataFrame:
    """The row of ``entity`` that says that one entity turned out to be another.

    Its identifiers, and whatever names it, stay as they are and are redirected when read.

    Returns
    -------
    One row: ``entity_id``, ``merged_into``; merge it into the table ``entity``.

    Raises
    ------
    NotFoundError
        Names those that are not there.
    ConflictError
        ``gone`` has been merged already, or stands for ``kept``.
    """
    missing = [entity for entity in (gone, kept) if entity not in entities["entity_id"]]
    if missing:
        raise NotFoundError("there are no such entities", offenders=missing)
    standing = dict(survivors(entities).rows())
    if standing[gone] != gone:
        raise ConflictError(f"{gone} has been merged into {standing[gone]}", mend=f"merge {standing[gone]}")
    if standing[kept] == gone:
        raise ConflictError(f"{kept} and {gone} are one already")
    return pl.DataFrame({"entity_id": [gone], "merged_into": [standing[kept]]})


def _valid(frame: pl.DataFrame, on: date) -> pl.DataFrame:
    """Rows that hold on a day; a first day that is not known counts as past."""
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= on)
    return frame.filter(begun & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= on)))
