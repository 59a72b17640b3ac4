"""Declared tables: one YAML file a table, from which checks, labels and the reference page are made."""

from gongfu.workspace.schema.load import table, tables
from gongfu.workspace.schema.model import Access, Column, Table

__all__ = ["Access", "Column", "Table", "table", "tables"]
