"""The store: DuckLake tables in a folder, one commit at a time, every version readable."""
