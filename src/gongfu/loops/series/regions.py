"""The region that a text means: one of the workspace, or a division by code or name."""

from dataclasses import dataclass, field

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.loops.plan.rows import region_rows
from gongfu.plan import keys
from gongfu.workspace.codes import UnknownCodeError, code_list
from gongfu.workspace.codes.text import fold


@dataclass
class Regions:
    """Finds regions, and remembers the divisions that the workspace does not have yet."""

    known: pl.DataFrame
    new: dict[str, str] = field(default_factory=dict)  # id → code
    _found: dict[str, str | None] = field(default_factory=dict)

    def find(self, text: str) -> str | None:
        """The id of the region that a text means; null where none is known, or several are."""
        if text not in self._found:
            self._found[text] = self._of_workspace(text) or self._division(text)
        return self._found[text]

    def need(self, text: str) -> str:
        """The id of the region that a text means.

        Raises
        ------
        NotFoundError
            There is none; says which are near.
        """
        found = self.find(text)
        if found is None:
            near = code_list("divisions").near(text)
            mend = (
                f"did you mean: {', '.join(near)}?"
                if near
                else "give a division code, or a name as in: table show region"
            )
            raise NotFoundError(f"there is no region {text!r}", mend=mend)
        return found

    def rows(self) -> pl.DataFrame | None:
        """The rows of the divisions that were found and are not in the workspace, with those that they are part of."""
        divisions = code_list("divisions").codes
        parents = [str(parent) for code in self.new.values() if (parent := divisions[code].more.get("parent"))]
        there = set(self.known["region_id"])
        codes = [code for code in dict.fromkeys([*parents, *self.new.values()]) if keys.region_id(code) not in there]
        return region_rows(codes) if codes else None

    def _of_workspace(self, text: str) -> str | None:
        wanted = fold(text)
        columns = ("region_id", "code", "name_zh", "name_en")
        found = [row[0] for row in self.known.select(columns).iter_rows() if wanted in {fold(n) for n in row if n}]
        return str(found[0]) if len(found) == 1 else None

    def _division(self, text: str) -> str | None:
        try:
            code = code_list("divisions").find(text).id
        except UnknownCodeError:
            return None
        region_id = keys.region_id(code)
        if region_id not in set(self.known["region_id"]):
            self.new[region_id] = code
        return region_id
