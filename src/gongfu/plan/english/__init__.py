"""Commitments of plans written in English."""
