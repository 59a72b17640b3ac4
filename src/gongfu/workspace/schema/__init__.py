"""Declared tables: one YAML file a table, from which checks, labels and the reference page are made."""

from gongfu.workspace.schema.load import table, tables
from gongfu.workspace.schema.model import Column, Table

__all__ = ["Column", "Table", "table", "tables"]
