"""Numerics that several engines need: paces, progress scores, forecasts with intervals, alarms. Pure; no store, no clock."""
