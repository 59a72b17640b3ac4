r"""Page furniture: what stands on the pages around a plan and is none of it.

Nothing is deleted; the spans are masked by whoever matches. What is taken for furniture:

* front matter between two lines of ``---`` at the beginning;
* page numbers: ``- 3 -``, ``第3页/共13页``, ``Page 3 of 9``; a number alone on its line only where such numbers
  run on, page by page; ``\n\n2、`` of document sites, which cuts words, only where the numbers run on and
  most of them stand in mid-sentence;
* running heads: the same short line next to page breaks, at least three times (never a line that is merely
  repeated, such as a responsible unit);
* lines of web pages and upload sites that name themselves (``当前位置``, ``分享到``, ``上传人``, ``版权所有`` …),
  and the lists of other news behind ``相关新闻`` and the like, as far as their lines are short;
* addresses, telephone and licence numbers, wherever they stand.

A line that ends a sentence stays, whatever else it holds, unless it speaks of the site itself.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gongfu.documents.shadow import shadow

_FRONT_MATTER = re.compile(r"\A\s*---[ ]*\n(?:[ ]*[\w-]+:.*\n|[ ]+.*\n|[ ]*\n){1,60}?---[ ]*\n")
_SURE_PAGE = re.compile(
    r"^[ \t]*(?:第[ ]*\d{1,4}[ ]*页(?:[ ]*[/,，]?[ ]*共[ ]*\d{1,4}[ ]*页)?|page[ ]\d{1,4}(?:[ ]of[ ]\d{1,4})?"
    r"|[-—–－][ ]*\d{1,4}[ ]*[-—–－]|.{0,60}\.(?:docx?|pdf)_第\d+页)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"^[ \t\f]*(\d{1,4})[ \t\f]*$", re.MULTILINE)
_SITE_PAGE = re.compile(r"\n[ ]*\n[ ]*(\d{1,3})、")
# Searched at every character, so each choice begins with a plain letter: a look at one letter then rules most out.
_CHROME_WORDS = re.compile(
    r"当前位置|您现在的位置|您的位置|您所在的位置|分享到|字体:? ?[\[【]?大 ?中 ?小|收藏本页|【打印】|【关闭】|\[打印\]|\[关闭\]"
    r"|上传人:|文档编号:|下载 相关 举报|展开阅读全文|点击查看更多|由会员分享,可在线阅读|本站为文档|本站只提供存储"
    r"|本站仅对用户上传|版权所有|版权及免责|免责声明|备案号|ICP备|公网安备|责任编辑|责编:|扫一扫|网站地图|网站标识码"
    r"|联系我们|浏览次数|点击数[::]|点击次数[::]|点击率[::]|阅读量[::]|阅读次数[::]|举报 *\d+ *收藏|打赏 *\d|友情链接"
    r"|未经.{0,12}授权.{0,20}不得转载|Copyright ?(?:©|\([Cc]\)|20)|COPYRIGHT ?(?:©|\(C\)|20)|copyright ?(?:©|20)"
    r"|All [Rr]ights [Rr]eserved|all rights reserved"
)
_CHROME_LINES = re.compile(
    r"^ *(?:相关(?:资源|搜索) *$|上一[篇条]:|下一[篇条]:|更多 ?>|资源描述 *$|标签:|关键词:|中经搜索 *$|精彩图片 *$"
    r"|(?:share|print|back to top|skip to (?:main )?content|cookies?(?: policy)?|home ?[>|].*) *$)",
    re.MULTILINE | re.IGNORECASE,
)
_SITE_ITSELF = re.compile(r"本站|本网|由会员分享|版权所有|ICP备|公网安备|不得转载|上传人")
_DATE_LINE = re.compile(
    r"^[ ]*(?:发布(?:时间|日期)[::][ ]*)?20\d\d[年/.-]\d{1,2}[月/.-]\d{1,2}日?(?:[ ]+\d{1,2}:\d\d(?::\d\d)?"
    r"|[ ]+\d{1,6}[ ]*$|[ ]*(?=来源[::]))(?:[ ]*(?:来源|作者|编辑|浏览|点击)[::]?[^。\n]{0,80})?[^。\n]{0,30}$",
    re.MULTILINE,
)
_OTHER_NEWS = re.compile(
    r"^[ ]*(?:更多 ?> ?同类.{0,6}|[【\[]?(?:相关|热门|推荐|延伸)(?:新闻|阅读|文章|链接|推荐|稿件|报道|资讯)[】\]]?"
    r"|猜你喜欢|大家都在看"
    r"|related (?:news|articles|links))[::]?[ ]*$",
    re.MULTILINE | re.IGNORECASE,
)
_URL_SIGNS = r"[A-Za-z0-9!#-'*+./:;=?_~-]+"
_ADDRESS = re.compile(
    rf"https?://{_URL_SIGNS}|www\.{_URL_SIGNS}"
    r"|(?:电话|传真|总机|热线|手机|邮编|邮政编码|客服QQ|QQ|微信|Tel|TEL|Fax|FAX)[:.]?[ ]*\+?[\d(][\d ()-]{4,20}\d"
    r"|ICP[备证][ ]*\d+号?(?:-\d+)?|公网安备[ ]*\d+号?|许可证(?:号)?:?[ ]*[(]?\d{5,}号?[)]?"
)
_MAIL = re.compile(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_QUANTITY = re.compile(
    r"\d[\d.,]*[ ]*(?:余|多)?(?:家|个|项|亿|万|%|名|人|台|条|件|座|亩|平方公里|million|billion|per cent)"
)
_SENTENCE_END = re.compile(r"[。;!?！？]")
_OF_THE_PLAN = re.compile(rf"[。;!?:]|单位|牵头|配合|{_QUANTITY.pattern}")
_MID_SENTENCE = re.compile(r"[^\s。;:!?！？)）\]】”’\".]")
_LONGEST_CHROME, _LONGEST_HEAD, _LONGEST_NEWS = 400, 60, 60  # characters of a line
_FEWEST_REPEATS = 3  # of a running head, or of numbers that run on
_LEAST_PAGE = 120  # characters between two page numbers, on average


@dataclass(frozen=True, slots=True)
class Mask:
    """A span of furniture; ``page`` means that the text may run on behind it in the same sentence."""

    start: int
    end: int
    kind: Literal["page", "site", "address"]


def furniture(text: str) -> list[tuple[int, int]]:
    """Find the page furniture of a text.

    Parameters
    ----------
    text
        The text, or its shadow.

    Returns
    -------
    Spans to mask: sorted, not empty, not touching each other.

    """
    shade = shadow(text)
    masks = find_masks(shade, page_breaks=find_page_breaks(text))
    return merge_spans([(mask.start, mask.end) for mask in masks if not shade[mask.start : mask.end].isspace()])


def find_page_breaks(text: str) -> list[int]:
    """Give the positions of the form feeds, which a shadow does not keep.

    Parameters
    ----------
    text
        The text, not its shadow.

    Returns
    -------
    Positions in order.

    """
    return [match.start() for match in re.finditer("\f", text)]


def merge_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort spans, leave out the empty ones and join those that touch.

    Parameters
    ----------
    spans
        Spans in any order.

    Returns
    -------
    The same characters, each in one span.

    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return merged


def find_masks(shade: str, *, page_breaks: Sequence[int] = ()) -> list[Mask]:
    """Find the page furniture with its kinds.

    Parameters
    ----------
    shade
        The shadow of the text.
    page_breaks
        Positions of form feeds; they are masked too.

    Returns
    -------
    Masks, ordered by start; they may overlap.

    """
    masks = [Mask(match.start(), match.end(), "site") for match in _FRONT_MATTER.finditer(shade)]
    masks += [Mask(position, position + 1, "page") for position in page_breaks]
    masks += _pages(shade)
    masks += _running_heads(shade, masks)
    masks += _chrome_lines(shade)
    masks += [Mask(match.start(), match.end(), "site") for match in _DATE_LINE.finditer(shade)]
    masks += _other_news(shade)
    masks += [Mask(match.start(), match.end(), "address") for match in _ADDRESS.finditer(shade)]
    if "@" in shade:
        masks += [Mask(match.start(), match.end(), "address") for match in _MAIL.finditer(shade)]
    return sorted((mask for mask in masks if mask.start < mask.end), key=lambda mask: (mask.start, mask.end))


def _pages(shade: str) -> list[Mask]:
    masks = [Mask(match.start(), match.end(), "page") for match in _SURE_PAGE.finditer(shade)]
    lone = _running_on(list(_LONE_NUMBER.finditer(shade)))
    masks += [Mask(match.start(), match.end(), "page") for match in lone]
    site = _running_on(list(_SITE_PAGE.finditer(shade)))
    cut = sum(bool(_MID_SENTENCE.match(shade[match.start() - 1])) for match in site if match.start())
    if 2 * cut >= len(site):
        masks += [Mask(match.start(1), match.end(), "page") for match in site]
    return masks


def _running_on(numbers: list[re.Match[str]]) -> list[re.Match[str]]:
    """Pick the numbers that count up by one, far enough apart to be pages; each chain of them that is long enough."""
    chosen: list[re.Match[str]] = []
    open_chains: dict[int, list[re.Match[str]]] = {}  # by the number that would come next
    chains: list[list[re.Match[str]]] = []
    for match in numbers:
        number = int(match[1])
        chain = open_chains.pop(number, None)
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(match)
        open_chains[number + 1] = chain
    for chain in chains:
        apart = (chain[-1].start() - chain[0].start()) / max(1, len(chain) - 1)
        if len(chain) >= _FEWEST_REPEATS and apart >= _LEAST_PAGE:
            chosen += chain
    return chosen


def _running_heads(shade: str, pages: list[Mask]) -> list[Mask]:
    """Find the same short line next to page breaks, digits apart."""
    breaks = [(mask.start, mask.end) for mask in pages if mask.kind == "page"]
    beside: dict[tuple[int, int], str] = {}
    for start, end in breaks:
        for line in (_line_before(shade, start), _line_after(shade, end)):
            text = shade[slice(*line)].strip() if line else ""
            if line and 0 < len(text) <= _LONGEST_HEAD and not _OF_THE_PLAN.search(text):
                beside[line] = re.sub(r"\d+", "#", text)
    counts = Counter(beside.values())
    return [Mask(start, end, "page") for (start, end), text in beside.items() if counts[text] >= _FEWEST_REPEATS]


def _line_before(shade: str, position: int) -> tuple[int, int] | None:
    end = len(shade[max(0, position - 400) : position].rstrip()) + max(0, position - 400)
    return (shade.rfind("\n", 0, end) + 1, end) if end else None


def _line_after(shade: str, position: int) -> tuple[int, int] | None:
    rest = shade[position : position + 400]
    start = position + len(rest) - len(rest.lstrip())
    end = shade.find("\n", start)
    return (start, end if end >= 0 else len(shade)) if start < len(shade) else None


def _chrome_lines(shade: str) -> list[Mask]:
    masks = []
    done = 0
    matches = [*_CHROME_WORDS.finditer(shade), *_CHROME_LINES.finditer(shade)]
    for match in sorted(matches, key=lambda match: match.start()):
        if match.start() < done:
            continue
        start = shade.rfind("\n", 0, match.start()) + 1
        end = shade.find("\n", match.end())
        end = done = len(shade) if end < 0 else end
        line = shade[start:end]
        if len(line) <= _LONGEST_CHROME and (not _SENTENCE_END.search(line) or _SITE_ITSELF.search(line)):
            masks.append(Mask(start, end, "site"))
    return masks


def _other_news(shade: str) -> list[Mask]:
    """Find lists of other news: short lines without a full stop behind their heading, up to the first other line."""
    masks = []
    for match in _OTHER_NEWS.finditer(shade):
        end = match.end()
        while end < len(shade):
            stop = shade.find("\n", end + 1)
            stop = len(shade) if stop < 0 else stop
            line = shade[end:stop].strip()
            if len(line) > _LONGEST_NEWS or "。" in line:
                break
            end = stop
        masks.append(Mask(match.start(), end, "site"))
    return masks
