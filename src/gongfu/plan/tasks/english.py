from gongfu.plan.flat import FlatText
from gongfu.plan.tasks.task import Task


def english_tasks(text: str, flat: FlatText, document: str) -> list[Task]:
    return []
