"""Commitments of the ledger held against the series of the workspace."""
