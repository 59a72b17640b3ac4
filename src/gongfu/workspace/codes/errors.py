"""What the code lists refuse."""

from gongfu.errors import InputError, NotFoundError


class UnknownCodeError(NotFoundError):
    """A code list has no such code, name or alias."""


class UnitError(InputError):
    """A unit is not known, or does not convert into the one asked for."""


class PeriodError(InputError):
    """A text names no period of time."""
