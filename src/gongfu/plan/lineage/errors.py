"""What lineage refuses."""

from gongfu.errors import InputError


class LineageError(InputError):
    """Plans or decisions contradict themselves: ids used twice, or that no record has."""
