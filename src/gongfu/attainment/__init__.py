"""What became of a commitment as of a day: attained, missed, on track, behind, or not measurable and why."""

from gongfu.attainment.combine import combine
from gongfu.attainment.judge import judge

__all__ = ["combine", "judge"]
