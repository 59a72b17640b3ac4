"""Files that users upload: kept in the folder of the workspace until they are a day old."""

import re
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path

from gongfu.api import words
from gongfu.api.offered import PREFIX
from gongfu.errors import InputError
from gongfu.text import Lang

MEGABYTE = 1_000_000
LIMIT = 500 * MEGABYTE
KEPT = 86_400.0  # seconds
NUMBER = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[^/\\\x00-\x1f]{1,120}")


class Uploads:
    """A folder of uploaded files, each in a folder of its own under the name that the user gave it."""

    def __init__(self, folder: Path, limit: int = LIMIT, whole: Path | None = None) -> None:
        self._folder = folder
        self._limit = limit
        self._whole = whole or folder  # where those of all owners stand

    def of(self, owner: str) -> "Uploads":
        """The files of one owner, apart from those of others."""
        return Uploads(self._folder / "of" / owner, self._limit, self._whole)

    async def keep(self, name: str, chunks: AsyncIterator[bytes], lang: Lang) -> str:
        """Keep a file, and give the number that it can be named by.

        Raises
        ------
        InputError
            It is too large, or its name is no name of a file.
        """
        if not NAME.fullmatch(name) or name in {".", ".."}:
            raise InputError(words.BAD_NAME.fill(name=repr(name)).to(lang))
        self._forget_old()
        number = secrets.token_hex(16)
        folder = self._folder / number
        folder.mkdir(parents=True)
        size = 0
        try:
            with (folder / name).open("wb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > self._limit:
                        said = words.TOO_LARGE.fill(limit=f"{self._limit / MEGABYTE:g}").to(lang)
                        raise InputError(said, mend=words.SMALLER.to(lang))
                    file.write(chunk)
        except BaseException:
            _remove(folder)
            raise
        return number

    def path(self, number: str) -> Path:
        """The file of a number.

        Raises
        ------
        ValueError
            There is none; ``args[0]`` says so and how to upload one.
        """
        if NUMBER.fullmatch(number):
            for path in (self._folder / number).glob("*"):
                return path
        missing, first = words.NO_UPLOAD.fill(name=number), words.UPLOAD_FIRST.fill(prefix=PREFIX)
        raise ValueError(type(missing)(f"{missing.zh}；{first.zh}", f"{missing.en}; {first.en}"))

    def _forget_old(self) -> None:
        number = "[0-9a-f]" * 32
        for folder in (*self._whole.glob(number), *self._whole.glob(f"of/*/{number}")):
            if time.time() - folder.stat().st_mtime > KEPT:
                _remove(folder)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
