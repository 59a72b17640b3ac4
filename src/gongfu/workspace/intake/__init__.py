"""Intake: CSV, XLSX, Parquet and JSON lines into any declared table; bad rows go to quarantine with a reason.

``read_batches`` is pure; ``import_file`` is the thin edge that commits. Each name is loaded where it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongfu.workspace.intake.batch import Batch
    from gongfu.workspace.intake.importing import import_file
    from gongfu.workspace.intake.mapping import Mapping, Target
    from gongfu.workspace.intake.quarantine import export_quarantine, import_mended, list_quarantine, rows_to_mend
    from gongfu.workspace.intake.read import Heads, read_batches
    from gongfu.workspace.intake.report import ImportReport

__all__ = [
    "Batch",
    "Heads",
    "ImportReport",
    "Mapping",
    "Target",
    "export_quarantine",
    "import_file",
    "import_mended",
    "list_quarantine",
    "read_batches",
    "rows_to_mend",
]

_HOMES = {
    "Batch": "batch",
    "Heads": "read",
    "ImportReport": "report",
    "Mapping": "mapping",
    "Target": "mapping",
    "export_quarantine": "quarantine",
    "import_file": "importing",
    "import_mended": "quarantine",
    "list_quarantine": "quarantine",
    "read_batches": "read",
    "rows_to_mend": "quarantine",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
