"""The tree of errors: everything that Gongfu refuses on purpose is a :class:`GongfuError`."""

from collections.abc import Iterable

from gongfu.text import Lang, Text


class GongfuError(Exception):
    """Base of all errors that a user can mend.

    Parameters
    ----------
    message
        What is wrong, in one sentence; in both languages where it is a Text.
    offenders
        Every single thing that is wrong, one line each (file, line, column, value, reason).
    mend
        How to mend it, in one sentence; in both languages where it is a Text.
    """

    exit_code = 1

    def __init__(self, message: str | Text, *, offenders: Iterable[str] = (), mend: str | Text | None = None) -> None:
        super().__init__(_to(message, "en"))
        self.message = _to(message, "en")
        self.offenders = list(offenders)
        self.mend = None if mend is None else _to(mend, "en")
        self._said = (message, mend)

    def told(self, lang: Lang) -> tuple[str, str | None]:
        """What is wrong and how to mend it, in the language of a person where both are known."""
        message, mend = self._said
        return (
            _to(message, lang) if isinstance(message, Text) else self.message,
            _to(mend, lang) if isinstance(mend, Text) else self.mend,
        )

    def __str__(self) -> str:
        lines = [self.message, *(f"  - {offender}" for offender in self.offenders)]
        if self.mend:
            lines.append(f"  {self.mend}")
        return "\n".join(lines)


def _to(said: str | Text, lang: Lang) -> str:
    return said.to(lang) if isinstance(said, Text) else said


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
