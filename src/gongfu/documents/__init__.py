"""Readers: the bytes of a document become text with a way back to the source."""

from gongfu.documents.document import Block, CharacterSpan, Document, Locator
from gongfu.documents.limits import Limits
from gongfu.documents.reading import find_format, read, read_file
from gongfu.documents.shadow import fold_signs
from gongfu.documents.shadow import shadow as shadow_text

__all__ = [
    "Block",
    "CharacterSpan",
    "Document",
    "Limits",
    "Locator",
    "find_format",
    "fold_signs",
    "read",
    "read_file",
    "shadow_text",
]
