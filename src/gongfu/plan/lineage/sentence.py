"""What the sentence says of a grade in front of the same title, outside the indicator phrase."""

import re
from dataclasses import replace

from gongfu.documents.shadow import shadow
from gongfu.plan.lineage.phrase import Phrase, grade_of

_ENDS = re.compile(r"[。；;！？\n]")
_FARTHEST = 200  # characters of a sentence that are looked at


class Sentences:
    """The sentences of a plan's text, in simplified script."""

    def __init__(self, text: str) -> None:
        self._text = shadow(text)

    def graded(self, phrase: Phrase, start: int) -> Phrase:
        """The phrase with the grades that its sentence gives to the same title before the quantity at ``start``.

        "加强国家级、市级企业技术中心建设，新增200家企业技术中心" counts national and municipal centres.
        """
        if phrase.grade is not None or len(phrase.text) < 2 or not phrase.titled:
            return phrase
        before = self._text[max(0, start - _FARTHEST) : start]
        sentence = _ENDS.split(before)[-1]
        place = sentence.find(phrase.text)
        if place <= 0:
            return phrase
        grade = grade_of(sentence[:place])
        return phrase if grade is None else replace(phrase, grade=grade)
