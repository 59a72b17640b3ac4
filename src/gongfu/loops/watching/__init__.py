"""Series watched from month to month: rhythm, level, trend, season, alarms, what is overdue, pace against targets."""
