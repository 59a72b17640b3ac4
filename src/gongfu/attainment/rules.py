"""Rules in order: the first that holds gives status and reason."""

from collections.abc import Sequence

import polars as pl

Rule = tuple[pl.Expr, str, pl.Expr | str]
"""A condition, the status that it gives, and the reason: its code, or an expression that gives it."""


def first_that_holds(rules: Sequence[Rule], *, otherwise: tuple[str, str]) -> tuple[pl.Expr, pl.Expr]:
    """Status and reason by the first rule whose condition is true; an unknown condition does not hold."""
    status, reason = (pl.lit(word) for word in otherwise)
    for condition, name, why in reversed(rules):
        holds = condition.fill_null(False)
        status = pl.when(holds).then(pl.lit(name)).otherwise(status)
        reason = pl.when(holds).then(pl.lit(why) if isinstance(why, str) else why).otherwise(reason)
    return status, reason
