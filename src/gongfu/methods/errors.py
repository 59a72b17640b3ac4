"""What the numerics refuse: input that no formula can be applied to. Unknown values are no error; they stay null."""

from gongfu.errors import InputError


class MethodError(InputError):
    """An argument or column does not fit the method; names what, and what would fit."""
