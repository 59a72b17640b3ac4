"""Read XML as a stream of elements, refusing what an attacker needs: a document type declaration."""

from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

from gongfu.documents.errors import DamagedDocumentError

Start = Callable[[Mapping[str, str]], None]
End = Callable[[], None]


def stream(
    data: bytes,
    *,
    part: str,
    starts: Mapping[str, Start],
    ends: Mapping[str, End],
    characters: Callable[[str], None],
) -> None:
    """Call a function at the start and at the end of each element, and for text.

    Parameters
    ----------
    data
        The XML.
    part
        What it is called in a message.
    starts, ends
        Functions by the element's local name, whatever its namespace; a start gets the attributes by local name.
    characters
        Gets the text between the tags.

    Raises
    ------
    DamagedDocumentError
        The XML is not well formed, or declares a document type: entities that read files, fetch addresses or
        blow up need one, and no office program writes one.

    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: Mapping[str, str]) -> None:
        handler = starts.get(name.rpartition("}")[2])
        if handler:
            handler({key.rpartition("}")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        handler = ends.get(name.rpartition("}")[2])
        if handler:
            handler()

    def refuse(*_declaration: object) -> NoReturn:
        raise DamagedDocumentError(
            f"{part} declares a document type, which no office program writes and attacks need",
            mend="Do not trust this file; open it in Word and save it anew if you must.",
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DamagedDocumentError(
            f"{part} is no well-formed XML: {error}", mend="Get the file again, or open it in Word and save it anew."
        ) from error
