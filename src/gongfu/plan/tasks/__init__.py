"""Tasks of a plan: what it says will be done, mostly without a number."""

from gongfu.plan.tasks.build import tasks
from gongfu.plan.tasks.task import Task

__all__ = ["Task", "tasks"]
