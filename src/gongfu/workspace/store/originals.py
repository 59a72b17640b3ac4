"""Documents as they came, kept by the hash of their content."""

import hashlib
import os
import tempfile
from pathlib import Path

from gongfu.errors import GongfuError, NotFoundError


class Originals:
    """Files named by the SHA-256 of what they hold. What is in is never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep a document.

        Returns
        -------
        Its SHA-256 as 64 hexadecimal digits; the same content is kept once.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix="unfinished-", delete=False) as unfinished:
                unfinished.write(content)
                unfinished.flush()
                os.fsync(unfinished.fileno())
            Path(unfinished.name).replace(path)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The document with this hash.

        Raises
        ------
        NotFoundError
            It is not kept here.
        GongfuError
            The file has been damaged.
        """
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFoundError(f"no original {sha256} is kept here") from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise GongfuError(f"the original {sha256} has been damaged", mend="restore it from a backup")
        return content

    def __contains__(self, sha256: str) -> bool:
        return self._path(sha256).exists()

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFoundError(f"{sha256!r} is no SHA-256")
        return self._folder / sha256[:2] / sha256
