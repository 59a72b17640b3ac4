"""Find out in which encoding a text was written, also where it is short and Chinese.

A byte order mark decides; then valid UTF-8; then HZ; then the reading whose characters look most like writing.
GBK and Big5 share their byte ranges, so each strict decoding is scored by how many of its characters are in
daily use in that script (the first level of GB 2312 and of Big5, the commonest counting more) against
those that hardly anybody writes. Western text shows itself by high bytes alone among Latin letters.
"""

import codecs
import re
from functools import cache

from gongfu.documents.errors import UnsupportedFormatError

_MARKS = (  # UTF-32 first: its mark starts like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 40_000  # bytes that the scores look at
_MOST_BAD_UTF8 = 0.01  # share of characters that may be broken in what is still called UTF-8
_MOST_CONTROLS = 0.02  # share of control characters that a text may have
_COMMONEST = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社"
    "义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并"
    "提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强"
    "放决西被干做必战先回则任取据处府研究市企技术智能造万亿以占比重达到左右超培育创新集群规划计划责任单位服务推进实施项目园区"
    "這個來時們對為會發過說產種麼進後學經當體機點從業裡還電實應開關內數線間兩與將組見計別論運農幾區強決戰處務據創規劃責單項園"
    "億萬佔達領軍鏈標準術環節綠轉歷廠製勢導優續總質資設備團隊擴張龍頭聯網絡級類願獎勵權鼓護識際國級試驗驅動構築顯著擔調整"
)
_CHINESE_MARKS = frozenset("，。、；：？！（）“”‘’《》【】—…　·％")
_COMMON_SCORE, _LEVEL_SCORE, _MARK_SCORE, _RARE_SCORE, _FORBIDDEN_SCORE = 2.0, 1.0, 1.0, -2.0, -8.0
_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z])[^\x00-\u02af]{1,2}(?=[A-Za-z])")
_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0E, 0x1B), *range(0x7F, 0x85), *range(0x86, 0xA0)))
_ACCENTED = re.compile("(?<=[A-Za-z])[\xc0-\xff\u0152\u0153\u0160\u0161\u2019]|[\xc0-\xff\u0152\u0153](?=[a-z])")


_SMALL_CYRILLIC = re.compile("(?<=[А-я])[а-яё]|[А-Я](?=[а-яё])")
_LARGE_INSIDE = re.compile("(?<=[а-яё])[А-Я]")
_CHINESE = ("gb18030", "big5hkscs", "big5")
_CYRILLIC = ("cp1251", "koi8-r")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str, float]:
    """Decode the bytes of a text; nothing is taken out, a byte order mark stays as U+FEFF.

    Parameters
    ----------
    data
        The whole file.
    declared
        Encoding that the document itself names (the ``charset`` of html); it wins where the bytes allow it.

    Returns
    -------
    The text, the name of the encoding, and the share of characters that could not be decoded (they stand as U+FFFD).

    Raises
    ------
    UnsupportedFormatError
        The bytes are no text in any encoding known here.

    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding)
    name = _known(declared)
    if name and (text := _strictly(data, name)) is not None:
        return text, name, 0.0
    if (text := _strictly(data, "utf-8")) is not None:
        if "~{" in text and (hz := _strictly(data, "hz")) is not None and data.isascii():
            return hz, "hz", 0.0
        if wide := _wide(data):
            return _checked(data, wide)
        return _checked(data, "utf-8")
    if wide := _wide(data):
        return _checked(data, wide)
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= _MOST_BAD_UTF8 * len(broken):
        return _checked(data, "utf-8")
    return _checked(data, _by_score(data))


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    widened = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252"}
    return widened.get(name, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # base64 and its like are codecs too, but not of text
        return None


def _checked(data: bytes, encoding: str) -> tuple[str, str, float]:
    text = data.decode(encoding, "replace")
    controls = len(text) - len(text.translate(_CONTROLS))
    lost = text.count("\ufffd") / len(text) if text else 0.0
    if controls > max(2, _MOST_CONTROLS * len(text)) or lost > 0.1:
        raise UnsupportedFormatError(
            "the file is no text: its bytes make no sense in any encoding",
            mend="Give a docx, pdf, html, markdown or plain text file.",
        )
    return text, encoding, lost


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in one byte order nearly all characters are in daily use, and more than in GBK or Big5."""
    if len(data) % 2 or len(data) < 4:
        return None
    sample = data[: _SAMPLE - _SAMPLE % 4]
    daily = {encoding: _daily(sample, encoding) for encoding in ("gb18030", "big5", "utf-16-le", "utf-16-be")}
    best = max(daily, key=lambda encoding: daily[encoding])
    least = 0.7 if b"\x00" in sample else 0.95
    return best if best.startswith("utf-16") and daily[best] >= least else None


def _daily(sample: bytes, encoding: str) -> float:
    """Share of the characters that are in daily use in Chinese or English; 0 if the bytes do not decode."""
    text = _strictly(sample, encoding)
    if not text:
        return 0.0
    known = _levels() | _CHINESE_MARKS
    return sum(sign in known or " " <= sign <= "~" or sign in "\r\n\t" for sign in text) / len(text)


def _by_score(data: bytes) -> str:
    sample = data[:_SAMPLE]
    scores = {encoding: _chinese_score(sample.decode(encoding, "replace")) for encoding in _CHINESE}
    scores |= {encoding: _cyrillic_score(sample.decode(encoding, "replace")) for encoding in _CYRILLIC}
    scores["cp1252"] = _western_score(sample.decode("cp1252", "replace"))
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else _other(sample) or "cp1252"


def _chinese_score(text: str) -> float:
    score = 0.0
    levels = _levels()
    for sign in text:
        if sign < "\x80":
            continue
        if sign in _COMMONEST:
            score += _COMMON_SCORE
        elif sign in levels:
            score += _LEVEL_SCORE
        elif sign in _CHINESE_MARKS or "\uff10" <= sign <= "\uff5a":
            score += _MARK_SCORE
        elif sign == "\ufffd" or "\ue000" <= sign < "\uf900" or sign < "\xa0":
            score += _FORBIDDEN_SCORE
        else:
            score += _RARE_SCORE
    return score + 2 * _FORBIDDEN_SCORE * len(_BETWEEN_LATIN.findall(text))


def _western_score(text: str) -> float:
    """High: letters with accents in words, few high bytes. A Chinese text in cp1252 is nearly all high bytes."""
    high = [sign for sign in text if sign >= "\x80"]
    letters = len(_ACCENTED.findall(text))
    typical = sum(sign in "–—‘’“”…•€£°§©®«»¿¡·\xa0" for sign in high)
    latin = len(re.findall(r"[A-Za-z]", text))
    if latin < 2 * len(high):
        return -1.0
    return 2.0 * (letters + typical) - 4.0 * (len(high) - letters - typical)


def _cyrillic_score(text: str) -> float:
    """High: small letters behind letters. A Chinese text in these encodings mixes large, small and other signs."""
    high = sum(sign >= "\x80" for sign in text)
    words = len(_SMALL_CYRILLIC.findall(text)) - 2 * len(_LARGE_INSIDE.findall(text))
    return 2.0 * words - high


def _other(sample: bytes) -> str | None:
    """The guess of charset-normalizer: Greek, Japanese, Central European."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, explain=False).best()
    return _known(best.encoding) if best else None


@cache
def _levels() -> frozenset[str]:
    """Characters in daily use: the first level of GB 2312, and that of Big5."""
    gb = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    big5 = bytes(
        byte for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)) for byte in (row, cell)
    )
    return frozenset(gb.decode("gb2312", "ignore") + big5.decode("big5", "ignore"))
