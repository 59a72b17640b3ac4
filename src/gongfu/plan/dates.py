"""The day a document says it was published on."""

import re
from datetime import date

from gongfu.documents.shadow import shadow

_HEAD = 1500  # characters in which a page says when it was published
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?!\d)")
_LETTER = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (20\d\d)"
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def publication_day(text: str) -> date | None:
    """The first full day that the head of a document names; null where it names none.

    A plan names years and terms everywhere, but a full day near its top is that of the page, or of the notice.
    """
    head = shadow(text[:_HEAD])
    found = [(m.start(), int(m[1]), int(m[2]), int(m[3])) for m in _DAY.finditer(head)]
    found += [(m.start(), int(m[3]), _MONTHS.index(m[2]) + 1, int(m[1])) for m in _LETTER.finditer(head)]
    for _, year, month, day in sorted(found):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
