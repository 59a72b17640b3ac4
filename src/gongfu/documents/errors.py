"""What a reader says of a document that it cannot read."""

from gongfu.errors import InputError


class DocumentError(InputError):
    """Base of all errors about a document's bytes."""


class TooLargeError(DocumentError):
    """The document, or what it unpacks to, is beyond the limits."""


class UnsupportedFormatError(DocumentError):
    """The bytes are of a kind that no reader takes."""


class DamagedDocumentError(DocumentError):
    """The document is of a known kind, but cut off, broken or forbidden inside."""


class EncryptedDocumentError(DocumentError):
    """The document opens only with a password."""


class NoTextError(DocumentError):
    """The document holds no text to read, such as a scan without a text layer."""
