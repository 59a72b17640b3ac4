"""The damage that real files carry, done on purpose: each function gives the damaged form and where the text went.

A map is a list with one entry more than the text has characters: ``moved[i]`` is the position of character ``i`` in the
damaged text, so that a span ``start:end`` becomes ``moved[start]:moved[end - 1] + 1``.
"""

import io
from itertools import accumulate

FULL_WIDTH = {ord("0") + digit: ord("０") + digit for digit in range(10)}
PDF_FONT, PDF_SIZE, PDF_LEADING = "STSong-Light", 12, 18
PDF_MARGIN = 72  # points
HANGING = frozenset("，。、；：？！）》」』】”’%,.;:?!)")  # no line begins with these


def break_lines(text: str, every: int = 20) -> tuple[str, list[int]]:
    """Put a line break behind every n characters of the text, whatever stands there."""
    damaged = "\n".join(text[start : start + every] for start in range(0, len(text), every))
    return damaged, [position + position // every for position in range(len(text) + 1)]


def break_paragraphs(text: str, every: int = 20) -> tuple[str, list[int]]:
    """Put a line break behind every n characters of each line."""
    pieces = []
    width = 0
    for sign in text:
        if sign == "\n":
            width = 0
            pieces.append(sign)
        elif width == every:
            width = 1
            pieces.append("\n" + sign)
        else:
            width += 1
            pieces.append(sign)
    ends = list(accumulate(map(len, pieces)))
    return "".join(pieces), [end - 1 for end in ends] + [ends[-1] if ends else 0]


def widen_digits(text: str) -> tuple[str, list[int]]:
    """Turn Arabic digits into full-width ones."""
    return text.translate(FULL_WIDTH), list(range(len(text) + 1))


def to_traditional(text: str) -> tuple[str, list[int] | None]:
    """Turn the text into Traditional script; no map where the length changes."""
    import opencc

    damaged = opencc.OpenCC("s2t").convert(text)
    return damaged, list(range(len(text) + 1)) if len(damaged) == len(text) else None


def to_docx(text: str) -> bytes:
    """Write a Word document with a paragraph for each line; what XML cannot hold becomes a blank."""
    import docx

    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph("".join(sign if sign >= " " or sign == "\t" else " " for sign in line))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def to_pdf(text: str, *, size: int = PDF_SIZE) -> bytes:
    """Write a pdf on A4, each line of the text wrapped at the margin, in a Chinese font that is not embedded."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(PDF_FONT))
    width, height = A4
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont(PDF_FONT, size)
    y = height - PDF_MARGIN
    for line in wrap(text, width=(width - 2 * PDF_MARGIN) / size):
        if y < PDF_MARGIN:
            canvas.showPage()
            canvas.setFont(PDF_FONT, size)
            y = height - PDF_MARGIN
        canvas.drawString(PDF_MARGIN, y, line)
        y -= PDF_LEADING * size / PDF_SIZE
    canvas.save()
    return buffer.getvalue()


def wrap(text: str, *, width: float) -> list[str]:
    """Break lines as a page does: ``width`` in ems, an ideograph being one and other signs a half.

    No line holds one sign alone: PDFium overlooks a lone sign of a font that is neither embedded nor installed.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, room = "", width
        for position, sign in enumerate(paragraph, 1):
            wide = 1.0 if sign > "\u02ff" else 0.5
            if wide > room and sign not in HANGING and position < len(paragraph):
                lines.append(line)
                line, room = "", width
            line += sign
            room -= wide
        lines.append(line)
    return lines
