"""Gongfu: the industry brain of a manufacturing region."""

__version__ = "0.1.0"
