"""Follow an indicator through successive plans: what is surely the same is joined, and everything says why."""

from gongfu.plan.lineage.decisions import Decision
from gongfu.plan.lineage.errors import LineageError
from gongfu.plan.lineage.follow import lineage
from gongfu.plan.lineage.results import Conflict, Line, Lineage, Link, NearMiss
from gongfu.plan.lineage.statement import PlanRecords

__all__ = ["Conflict", "Decision", "Line", "Lineage", "LineageError", "Link", "NearMiss", "PlanRecords", "lineage"]
