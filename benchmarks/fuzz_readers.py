"""Throw inputs at the readers: half broken at random, half sound with harmless damage that must read the same.

    python benchmarks/fuzz_readers.py [--inputs 10000] [--seed 0] [--seconds 20]

Broken inputs must give a document or a DocumentError that says how to mend it; no other exception, no crash of the
process, nothing slower than ``--seconds``. Damaged but sound ones must give the text of the undamaged document but for
white space. Each input is made from the seed and its number, so that a failure can be had again by ``--only NUMBER``.
A child process does the work, so that a crash in native code is caught and counted too
(and pdf is read in that same process, not in one more for each).
"""

import argparse
import faulthandler
import io
import json
import random
import re
import resource
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongfu.documents import Limits, read
from gongfu.documents.errors import DocumentError
from gongfu.documents.shadow import shadow
from tests.documents.damage import break_paragraphs, to_docx, to_pdf, to_traditional, widen_digits

PLAN = """三年行动计划（2023—2025年）
一、主要目标
到2028年，工业增加值突破2.6万亿元，占全县生产总值比例达35%以上，技改投资年均增长8%。
二、重点任务
（一）培育20家链主企业、260家专精特新企业，新添数控机床不少于3万台。
（责任单位：市经济信息化委、各区政府）
"""
MEMORY = 4_000_000_000  # bytes that the child may take
WHITE = re.compile(r"\s+")


def to_html(text: str) -> bytes:
    paragraphs = "\n".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{paragraphs}</body></html>".encode()


SOUND = {"txt": PLAN.encode(), "html": to_html(PLAN), "docx": to_docx(PLAN), "pdf": to_pdf(PLAN)}


def broken(chance: random.Random) -> tuple[str, bytes]:
    """Noise, or a sound document with bytes changed, cut out, doubled or cut off; a docx also inside its parts."""
    kind = chance.choice(("noise", "txt", "html", "docx", "part", "pdf", "pdf"))
    if kind == "noise":
        start = chance.choice((b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"\xff\xfe", b"\xd0\xcf"))
        return kind, start + chance.randbytes(chance.randrange(4000))
    if kind == "part":
        return kind, _with_mutated_part(chance)
    return kind, _mutated(SOUND[kind], chance)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    mutable = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        place = chance.randrange(len(mutable) + 1)
        match chance.randrange(5):
            case 0:
                mutable[place : place + 1] = chance.randbytes(1)
            case 1:
                del mutable[place : place + chance.randrange(60)]
            case 2:
                mutable[place:place] = mutable[place : place + chance.randrange(60)] * chance.randrange(4)
            case 3:
                mutable[place:place] = chance.choice((b"\x00", b"<", b"&", b"]]>", b"99999999999", b"-1", b"<!--"))
            case _:
                if chance.random() < 0.1:
                    del mutable[place:]
    return bytes(mutable)


def _with_mutated_part(chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND["docx"])) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in ("word/document.xml", "word/styles.xml") and chance.random() < 0.7:
                content = _mutated(content, chance)
            new.writestr(name, content)
    return buffer.getvalue()


def harmless(chance: random.Random) -> tuple[str, bytes, str]:
    """A sound document with damage that leaves its text alone, and the text expected of it."""
    text = "\n".join(chance.sample(PLAN.split("\n"), k=chance.randint(3, 7)))
    while not text.strip():
        text = PLAN
    kind = chance.choice(("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "crlf", "html", "docx", "pdf"))
    damage = chance.choice(("none", "breaks", "digits", "script"))
    if kind == "pdf" and damage == "breaks":  # PDFium overlooks a sign alone on its line if its font is not embedded
        damage = "none"
    if damage == "breaks":
        text, _map = break_paragraphs(text, chance.randint(8, 40))
    elif damage == "digits":
        text, _map = widen_digits(text)
    elif damage == "script":
        text, _unsure = to_traditional(text)
    if kind == "html":
        return kind, _loose_html(text, chance), text
    if kind == "docx":
        return kind, _repacked(to_docx(text), chance), text
    if kind == "pdf":
        return kind, _shifted_pdf(to_pdf(text), chance), text
    if kind == "crlf":
        return kind, text.replace("\n", "\r\n").encode(), text
    try:
        return kind, text.encode(kind), text
    except UnicodeEncodeError:
        return "gb18030", text.encode("gb18030"), text


def _loose_html(text: str, chance: random.Random) -> bytes:
    page = to_html(text).decode()
    if chance.random() < 0.5:
        page = page.replace("</p>", "")
    if chance.random() < 0.5:
        page = page.replace("<p>", "<P class=a\n style='x'><!-- 9家 -->")
    if chance.random() < 0.5:
        page = page.replace("</body></html>", "")
    if chance.random() < 0.5:
        page = page.replace("，", "&#65292;").replace("（", "<span>（</span>")
    return page.encode()


def _repacked(data: bytes, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", method) as new:
        names = old.namelist()
        chance.shuffle(names)
        for name in names:
            if not name.startswith("docProps/"):
                new.writestr(name, old.read(name))
    return buffer.getvalue() + b"\x00" * chance.choice((0, 0, 40))


def _shifted_pdf(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        data = data.replace(b"startxref", b"startxxxx")
    return b"\n" * chance.choice((0, 3)) + data + b"\n" * chance.randrange(3)


def bare(text: str) -> str:
    return WHITE.sub("", shadow(text))


def try_one(number: int, seed: int) -> tuple[str, str, float]:
    """Read input ``number``, and say its kind, the outcome and the seconds taken."""
    chance = random.Random(f"{seed}/{number}")
    if number % 2:
        kind, data, expected = harmless(chance)
    else:
        kind, data = broken(chance)
        expected = None
    begin = time.perf_counter()
    try:
        document = read(data, limits=Limits(isolated=False))
        document.locate(0, len(document.text))
        outcome = "read" if expected is None or bare(document.text) == bare(expected) else "DIFFERENT"
    except DocumentError as error:
        outcome = "refused" if expected is None and error.mend else f"REFUSED {error.message}"
    except Exception as error:  # noqa: BLE001  (whatever it is, it is counted)
        outcome = f"EXCEPTION {error!r}"
    return f"{'sound' if number % 2 else 'broken'} {kind}", outcome, time.perf_counter() - begin


def work(first: int, behind: int, seed: int) -> None:
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for number in range(first, behind):
        print(json.dumps([number, *try_one(number, seed)]), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--only", type=int)
    parser.add_argument("--work", type=int, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(*options.work, options.seed)
        return 0
    first, behind = (options.only, options.only + 1) if options.only is not None else (0, options.inputs)
    outcomes: Counter[tuple[str, str]] = Counter()
    failures: list[str] = []
    slowest = 0.0
    begin = time.perf_counter()
    while first < behind:
        command = [sys.executable, __file__, "--seed", str(options.seed), "--work", str(first), str(behind)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for line in child.stdout or ():
            number, kind, outcome, seconds = json.loads(line)
            outcomes[kind, outcome.split(" ")[0]] += 1
            slowest = max(slowest, seconds)
            if outcome not in ("read", "refused") or seconds > options.seconds:
                failures.append(f"{number}: {kind}: {outcome} in {seconds:.1f} s")
            first = number + 1
        if child.wait():
            failures.append(f"{first}: the process ended with {child.returncode}")
            first += 1
    for (kind, outcome), count in sorted(outcomes.items()):
        print(f"{kind:16} {outcome:10} {count:6}")
    print(f"slowest {slowest:.2f} s, all in {time.perf_counter() - begin:.0f} s, failures: {len(failures)}")
    for failure in failures[:50]:
        print(" ", failure)
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
