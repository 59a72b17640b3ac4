"""The tree of errors: everything that Gongfu refuses on purpose is a :class:`GongfuError`."""

from collections.abc import Iterable


class GongfuError(Exception):
    """Base of all errors that a user can mend.

    Parameters
    ----------
    message
        What is wrong, in one sentence.
    offenders
        Every single thing that is wrong, one line each (file, line, column, value, reason).
    mend
        How to mend it, in one sentence.
    """

    exit_code = 1

    def __init__(self, message: str, *, offenders: Iterable[str] = (), mend: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.offenders = list(offenders)
        self.mend = mend

    def __str__(self) -> str:
        lines = [self.message, *(f"  - {offender}" for offender in self.offenders)]
        if self.mend:
            lines.append(f"  {self.mend}")
        return "\n".join(lines)


class InputError(GongfuError):
    """A file or value given by the user cannot be used."""

    exit_code = 2


class NotFoundError(GongfuError):
    """What was asked for does not exist."""

    exit_code = 3


class ConflictError(GongfuError):
    """Somebody else changed the same thing first, or holds a lock."""

    exit_code = 4


class ForbiddenError(GongfuError):
    """The person who asks may not do this, or not to these rows."""

    exit_code = 5
