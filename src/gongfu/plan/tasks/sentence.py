"""Read a sentence: the tasks of its clauses, and what the clauses are to each other."""

import re
from dataclasses import dataclass, replace

from gongfu.plan.tasks.clauses import Clause, clauses
from gongfu.plan.tasks.lexicon import AMBIGUOUS, COMPLEMENT, EVENTS, FRAME_WORDS, MEANS, WAITING
from gongfu.plan.tasks.phrase import Phrase, read

_PREAMBLE = re.compile(
    r"\s*(?:为了?|根据|按照|经)[^。]*(?:制定本|特制定|制订本|印发了|提出如下|现就|现将|编制本|结合实际,?制定)"
)
_APPEAL = re.compile(
    r"诚邀|让我们|同志们|各位代表|谱写.{0,16}篇章|请予?审议|请认真|请结合|已经[^,]{0,20}(?:建成|完成|印发|发布|通过)"
)
_OWN_PARTS = re.compile(r"^\d+(?:大|项|个|条)*(?:专项|重点|重大|主要|具体)*(?:行动|任务|举措|措施|工程)")
_REST = re.compile(r"^其中|^(?:首期|总|一期|其中)?(?:规模|投资|面积|总额)[\d一二两三四五六七八九十]")
_PREDICATE = re.compile(
    r"[达超增扩年%较比由]|提[升高]|下降|降低|降至|占|为|不低于|不少于|不超过|高于|低于|控制|保持|突破|翻|完成|实现|是|配套|以上水平"
)
_COUNTED = re.compile(r"\d|[一二两三四五六七八九十百]+[个家项条批座]")
_FRAME_INSIDE = re.compile(r"围绕|依托|通过|面向|聚焦|结合|按照|针对|根据|(?<=[\u4e00-\u9fff])[以在](?![及上下内外来])")
_FRAME_OVER = re.compile(rf"(?:平台|上市|融资|落户|项目|体系|就业|创业|{EVENTS})$")
_FRAME = re.compile(FRAME_WORDS)
_LONGEST_LISTED = 14  # characters
_MEANS_OBJECT = re.compile(r"作用|效应|功能|力量|优势|绿色通道")


@dataclass(frozen=True, slots=True)
class Found:
    """A task in the flat text."""

    start: int
    end: int
    action: str
    object_start: int
    object_end: int


def tasks_of(flat: str, blotted: str, start: int, end: int) -> list[Found]:
    """The tasks of the sentence ``start:end`` of a flat text, in order."""
    if _PREAMBLE.match(flat, start, end) or _APPEAL.search(flat, start, end):
        return []
    parts = [part for clause in clauses(blotted, start, end) for part in _listed(flat, blotted, clause)]
    found: list[Found] = []
    waiting: Found | None = None
    previous: Found | None = None
    for part in parts:
        phrase = read(flat[part.start : part.end])
        if waiting is not None:
            if phrase is not None:
                previous = replace(waiting, end=part.start + phrase.end, object_end=part.start + phrase.end)
                found.append(previous)
                waiting = None
            continue
        if phrase is None or _OWN_PARTS.match(flat[part.start + phrase.object_start : part.start + phrase.object_end]):
            if (
                phrase is None
                and previous is not None
                and _goes_on(flat[part.start : part.end], flat[previous.start : previous.end], previous.action)
            ):
                previous = replace(previous, end=part.end, object_end=part.end)
                found[-1] = previous
            else:
                previous = None
            continue
        task = _placed(part, phrase)
        if _waits(flat, task, part):
            waiting = task
            continue
        found.append(task)
        previous = task
    return [task for index, task in enumerate(found) if not _is_means(flat, task, index + 1 < len(found))]


def _placed(part: Clause, phrase: Phrase) -> Found:
    at = part.start
    return Found(at + phrase.start, at + phrase.end, phrase.verb, at + phrase.object_start, at + phrase.object_end)


def _goes_on(text: str, before: str, action: str) -> bool:
    """Whether a clause without a task belongs to the one before it: 其中, or more of what was counted."""
    if _REST.search(text):
        return True
    if _FRAME.match(text):
        return False
    return (
        bool(_COUNTED.search(text))
        and not _PREDICATE.search(text)
        and action not in COMPLEMENT
        and bool(_COUNTED.search(before))
    )


def _waits(flat: str, task: Found, part: Clause) -> bool:
    """鼓励企业围绕..., : its verb comes in a later clause."""
    if task.action not in WAITING or part.after != ",":
        return False
    frames = list(_FRAME_INSIDE.finditer(flat, task.object_start + 2, task.object_end))
    if not frames:
        return False
    inside = flat[frames[-1].start() : task.object_end]
    return not _FRAME_OVER.search(inside) and read(inside) is None


def _is_means(flat: str, task: Found, followed: bool) -> bool:
    if task.action not in MEANS or not followed:
        return False
    return task.action == "运用" or bool(_MEANS_OBJECT.search(flat, task.object_start, task.object_end))


def _listed(flat: str, blotted: str, clause: Clause) -> list[Clause]:
    """Split 锻造长板、补齐短板 into its tasks; lists inside an object stay whole."""
    if blotted.find("、", clause.start, clause.end) < 0:
        return [clause]
    edges = [clause.start]
    while (comma := blotted.find("、", edges[-1], clause.end)) >= 0:
        edges.append(comma + 1)
    texts = [(a, b) for a, b in zip(edges, [edge - 1 for edge in edges[1:]] + [clause.end], strict=True)]
    if any(b - a > _LONGEST_LISTED or "的" in flat[a:b] for a, b in texts):
        return [clause]
    for index, (a, b) in enumerate(texts):
        phrase = read(flat[a:b])
        if phrase is None or index and phrase.start or phrase.verb in COMPLEMENT or phrase.verb in AMBIGUOUS:
            return [clause]
    return [Clause(a, b, "、") for a, b in texts[:-1]] + [Clause(*texts[-1], clause.after)]
