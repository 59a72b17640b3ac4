"""Level, trend and season of monthly and quarterly series, and an alarm when the level moves.

:func:`monitor` judges every period with what was known before it, :func:`toward` holds the trend against a target.
What was measured stands in ``docs/decisions/0071-alarms.md``.
"""

from gongfu.methods.alarms.monitoring import YEARS_NEEDED, monitor
from gongfu.methods.alarms.reasons import STATES
from gongfu.methods.alarms.series import SEASONS
from gongfu.methods.alarms.target import Toward, toward

__all__ = ["SEASONS", "STATES", "YEARS_NEEDED", "Toward", "monitor", "toward"]
