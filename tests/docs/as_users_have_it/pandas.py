"""Stands before pandas on the path of the commands of a page: users have none, and DuckDB spends a second on loading it."""

raise ImportError("gongfu runs without pandas")
