"""Take parts out of a zip archive, within limits: no bomb unpacks, whatever its directory says."""

import io
import struct
import zipfile
import zlib

from gongfu.documents.errors import DamagedDocumentError, EncryptedDocumentError, TooLargeError
from gongfu.documents.limits import Limits

_MOST_ENTRIES = 20_000
_SMALL = 1_000_000  # bytes below which the ratio does not matter
_GET_IT_AGAIN = "Get the file again, or open it in Word and save it anew."
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, struct.error,
    OSError, MemoryError,
)  # fmt: skip


class Archive:
    """The parts of a zip archive by name.

    Parameters
    ----------
    data
        The archive.
    limits
        What is refused as too large.

    Raises
    ------
    DamagedDocumentError
        The archive has no directory: it is cut off or broken.
    TooLargeError
        It has a preposterous number of parts.

    """

    def __init__(self, data: bytes, *, limits: Limits) -> None:
        if data.count(b"PK\x01\x02") > _MOST_ENTRIES:
            raise TooLargeError(
                f"the archive has more than {_MOST_ENTRIES:,} parts, as no document has",
                mend="Do not trust this file; ask for the document anew.",
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except _BROKEN as error:
            raise DamagedDocumentError(f"the file is cut off or broken: {error}", mend=_GET_IT_AGAIN) from error
        self._limits = limits
        self._unpacked = 0

    def unpack(self, name: str) -> bytes:
        """Unpack one part.

        Parameters
        ----------
        name
            One of ``names``.

        Returns
        -------
        Its bytes.

        Raises
        ------
        EncryptedDocumentError
            The part has a password.
        TooLargeError
            It unpacks to more than the limits allow, or from suspiciously little.
        DamagedDocumentError
            It is cut off or broken.

        """
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise EncryptedDocumentError(
                "the document has a password", mend="Open it with the password and save it without."
            )
        room = self._limits.max_unpacked_bytes - self._unpacked
        if info.file_size > room or info.file_size > max(_SMALL, info.compress_size * self._limits.max_ratio):
            raise TooLargeError(
                f"{name} unpacks from {info.compress_size / 1e6:,.1f} MB to {info.file_size / 1e6:,.1f} MB,"
                " more than the limits allow",
                mend="Do not trust this file; if you do, raise the limits (max_unpacked_bytes, max_ratio).",
            )
        try:
            with self._zip.open(info) as part:
                unpacked = part.read(room + 1)
        except _BROKEN as error:
            raise DamagedDocumentError(f"{name} is cut off or broken: {error}", mend=_GET_IT_AGAIN) from error
        self._unpacked += len(unpacked)
        return unpacked
