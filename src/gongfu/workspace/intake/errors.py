"""What the intake refuses as a whole; single bad rows go to quarantine instead."""

from gongfu.errors import InputError


class UnreadableFileError(InputError):
    """The file is none of the formats, is damaged, or its text has no known encoding."""


class MappingError(InputError):
    """A mapping file is not well formed, or speaks of columns that do not exist."""


class HeadError(InputError):
    """The columns of a file cannot be told: no head, two meanings of one, or a required column is missing."""
