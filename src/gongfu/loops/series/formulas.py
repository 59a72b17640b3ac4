"""The formulas that a workspace is derived by, and the indicators that a plan declares."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from gongfu.derive.formula import Formula
from gongfu.derive.reading import GENERAL, read_formulas
from gongfu.errors import InputError, NotFoundError
from gongfu.loops.plan.facts import region_folder
from gongfu.plan.keys import region_id
from gongfu.workspace.yaml_loader import LOADER


def formulas_of(files: Sequence[Path], regions: pl.DataFrame) -> list[Formula]:
    """The formulas of files, else those that ship: the general ones, and those of the regions of the workspace.

    Parameters
    ----------
    files
        YAML files of formulas; they hold for every region.
    regions
        The table ``region``.

    Raises
    ------
    InputError
        A file is wrong, or two files hold the same id.
    """
    if files:
        found = [formula for file in files for formula in read_formulas(file)]
    else:
        found = read_formulas(GENERAL)
        for key, folder in shipped(regions).items():
            path = folder / "derived.yaml"
            found += read_formulas(path, key) if path.is_file() else []
    ids = [formula.id for formula in found]
    if twice := sorted({key for key in ids if ids.count(key) > 1}):
        raise InputError("formulas share an id", offenders=twice, mend="Give each its own id.")
    return found


def shipped(regions: pl.DataFrame) -> dict[str, Path]:
    """The folders of facts that ship about regions of the workspace, by region id."""
    import yaml

    try:
        home = region_folder("shanghai").parent
    except NotFoundError:
        return {}
    known = set(regions["region_id"])
    found = {}
    for declared in sorted(home.glob("*/region.yaml")):
        key = region_id(str(yaml.load(declared.read_text("utf-8"), LOADER)["code"]))
        if key in known:
            found[key] = declared.parent
    return found


def declared_indicators(regions: pl.DataFrame) -> pl.DataFrame:
    """The indicators that plans of the regions declare, as far as they are public: rows of ``indicators.csv``."""
    frames = [
        pl.read_csv(folder / "indicators.csv", infer_schema=False)
        for folder in shipped(regions).values()
        if (folder / "indicators.csv").is_file()
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema=dict.fromkeys(INDICATOR_COLUMNS, pl.String))


INDICATOR_COLUMNS = (
    "plan", "number", "dimension", "indicator", "unit", "target", "commitment", "formula", "definition", "status",
    "source_id", "note",
)  # fmt: skip
