"""The life of an item under supervision: what is due of whom, how units score, whether a split adds up."""

from gongfu.supervision.due import due
from gongfu.supervision.life import LIFE
from gongfu.supervision.score import item_scores, unit_scores
from gongfu.supervision.split import check_splits

__all__ = ["LIFE", "check_splits", "due", "item_scores", "unit_scores"]
