"""Intake: CSV, XLSX, Parquet and JSON lines into any declared table; bad rows go to quarantine with a reason."""
