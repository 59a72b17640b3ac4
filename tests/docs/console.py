"""Commands shown in a page, and what they are said to print."""

import re
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """One command line of a page; ``printed`` are the lines under it, in which ``…`` stands for anything."""

    line: str
    printed: list[str]

    def agrees(self, output: str) -> bool:
        """Whether OUTPUT is what the page says; a page that shows nothing leaves it open."""
        pattern = r"\n".join(".*?".join(map(re.escape, line.split("…"))) for line in self.printed)
        return not self.printed or bool(re.fullmatch(pattern, output.strip(), re.DOTALL))


def commands(page: Path) -> list[Command]:
    """The commands of all ``console`` blocks of PAGE, in order."""
    found: list[Command] = []
    for block in BLOCK.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:], []))
            elif line.strip():
                found[-1].printed.append(line.rstrip())
    return found
