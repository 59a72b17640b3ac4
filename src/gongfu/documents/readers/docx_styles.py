"""Which styles of a Word document are headings, and of which level."""

from collections.abc import Mapping

from gongfu.documents.xml_stream import stream

_DEEPEST = 20  # styles that one style may be based on


def read_levels(xml: bytes) -> dict[str, int]:
    """Give the level of each heading style.

    Parameters
    ----------
    xml
        ``word/styles.xml``.

    Returns
    -------
    Level by the id of the style, 1 the highest; 0 is the style of titles. Styles based on a heading count as such.

    Raises
    ------
    DamagedDocumentError
        The XML is not well formed or declares a document type.

    """
    current = ""
    levels: dict[str, int] = {}
    bases: dict[str, str] = {}

    def start_style(attributes: Mapping[str, str]) -> None:
        nonlocal current
        current = attributes.get("styleId", "")

    def name(attributes: Mapping[str, str]) -> None:
        called = attributes.get("val", "").lower()
        if called in ("title", "标题"):
            levels[current] = 0
        elif called.startswith(("heading ", "标题 ")) and called.rpartition(" ")[2].isdecimal():
            levels[current] = int(called.rpartition(" ")[2])

    def outline(attributes: Mapping[str, str]) -> None:
        level = attributes.get("val", "")
        if level.isdecimal():
            levels.setdefault(current, int(level) + 1)

    def based_on(attributes: Mapping[str, str]) -> None:
        bases[current] = attributes.get("val", "")

    stream(
        xml,
        part="word/styles.xml",
        starts={"style": start_style, "name": name, "outlineLvl": outline, "basedOn": based_on},
        ends={},
        characters=lambda _text: None,
    )
    for style in bases:
        base = style
        for _ in range(_DEEPEST):
            if base in levels or base not in bases:
                break
            base = bases[base]
        if base in levels and levels[base] > 0:
            levels.setdefault(style, levels[base])
    return levels
