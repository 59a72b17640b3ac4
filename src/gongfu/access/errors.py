"""What keeps somebody from signing in."""

import math

from gongfu.access import words
from gongfu.errors import GongfuError


class SignInError(GongfuError):
    """Who asks is not known."""

    exit_code = 5


class ThrottledError(GongfuError):
    """Too many failures; ``seconds`` until it can be tried again."""

    exit_code = 5

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(words.TOO_MANY.fill(seconds=self.seconds))
