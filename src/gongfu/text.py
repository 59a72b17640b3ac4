"""Words that a person reads, in both languages."""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One thing to say: ``zh`` and ``en`` say the same."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """The words in one language."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> "Text":
        """The same with each ``{name}`` replaced, in both languages."""
        return Text(self.zh.format(**values), self.en.format(**values))
