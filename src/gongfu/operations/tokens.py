"""Tokens by which programs ask for somebody."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from gongfu.access import words
from gongfu.access.roles import Scopes
from gongfu.errors import ConflictError, ForbiddenError, NotFoundError
from gongfu.operations.context import Context
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Record, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.access.database import Database

group("tokens", zh="访问令牌：供程序使用", en="tokens: for programs that ask")

LABELS = {
    "token": Text("编号", "token"),
    "account": Text("账户", "account"),
    "label": Text("用途", "what for"),
    "may": Text("权限", "may"),
    "regions": Text("地区", "regions"),
    "firms": Text("企业", "firms"),
    "made": Text("建立时间", "made"),
    "ends": Text("到期", "ends"),
    "ended": Text("停用时间", "ended"),
    "secret": Text("令牌（只显示一次）", "the token itself (told this once)"),
}
TERMS = {
    "may": {
        "read": Text("只读", "read"),
        "report": Text("读与报送", "read and report"),
        "write": Text("读写", "read and write"),
    }
}
Whose = Annotated[
    str | None,
    Option(
        zh="谁的；默认为登录的人；命令行必填", en="whose; by default of who is signed in", metavar="NAME", name="--for"
    ),
]


@operation(
    "tokens make",
    zh="建立访问令牌；令牌只显示一次",
    en="Make a token; it is told this once",
    permission="self",
    examples=[
        "tokens make --label 日报 --for 王工",
        "tokens make --label 导入 --may write --days 30 --region 310115 --for 王工",
    ],
    notes=Text(
        "令牌至多能做账户所能做的，不能管理账户；用法：Authorization: Bearer 令牌",
        "A token goes no further than its account, and never looks after accounts. Send it as: Authorization: Bearer TOKEN",
    ),
)
def make(
    context: Context,
    label: Annotated[str, Option(zh="用途", en="what it is for", metavar="TEXT")],
    may: Annotated[Literal["read", "report", "write"], Option(zh="至多能做什么", en="what it may do at most")] = "read",
    days: Annotated[int, Option(zh="多少天后到期", en="days until it ends", metavar="DAYS")] = 90,
    region: Annotated[
        list[str], Option(zh="只限此地区", en="only this region, by id or division code", metavar="REGION")
    ] = [],  # noqa: B006 - a default of the command line, never changed
    firm: Annotated[list[str], Option(zh="只限此企业", en="only this firm, by its entity id", metavar="FIRM")] = [],  # noqa: B006
    whose: Whose = None,
) -> Record:
    from gongfu.access.tokens import Tokens

    database = _database(context)
    name, account_id = _account(context, database, whose)
    scopes = Scopes(False, tuple(region), tuple(firm)) if region or firm else None
    number, secret, ends = Tokens(database).make(account_id, label, may, days, scopes)
    values = {"token": number, "account": name, "label": label, "may": may, "ends": _time(ends), "secret": secret}
    return Record(values, labels=LABELS, terms=TERMS)


@operation(
    "tokens list",
    zh="列出自己的访问令牌；管理员看到全部",
    en="List one's own tokens; an administrator sees all",
    permission="self",
    examples=["tokens list"],
)
def list_tokens(context: Context) -> Table:
    import polars as pl

    from gongfu.access.tokens import Tokens

    found = Tokens(_database(context)).all(_own(context))
    rows = [
        {
            "token": token.id, "account": token.name, "label": token.label, "may": token.may,
            "regions": list(token.scopes.regions) if token.scopes else None,
            "firms": list(token.scopes.firms) if token.scopes else None, "made": _time(token.made_at),
            "ends": _time(token.ends_at), "ended": None if token.ended_at is None else _time(token.ended_at),
        }
        for token in found
    ]  # fmt: skip
    texts, lists, time = pl.String(), pl.List(pl.String()), pl.Datetime("us", "UTC")
    schema = {
        "token": texts, "account": texts, "label": texts, "may": texts, "regions": lists, "firms": lists,
        "made": time, "ends": time, "ended": time,
    }  # fmt: skip
    return Table(pl.DataFrame(rows, schema=schema), labels=LABELS, terms=TERMS, title=Text("访问令牌", "tokens"))


@operation(
    "tokens end",
    zh="停用一个访问令牌",
    en="End a token at once",
    permission="self",
    examples=["tokens end 1f3a9c02"],
)
def end(
    context: Context,
    token: Annotated[str, Argument(zh="令牌编号", en="number of the token", metavar="TOKEN")],
) -> Record:
    from gongfu.access.tokens import Tokens

    Tokens(_database(context)).end(token, _own(context))
    return Record({"token": token, "ended": datetime.now(UTC)}, labels=LABELS)


def _database(context: Context) -> "Database":
    from gongfu.access.database import find

    database = find(context.folder)
    if database is None:
        raise ConflictError(words.NO_ACCOUNTS, mend=words.MAKE_ONE)
    return database


def _own(context: Context) -> str | None:
    """The account whose tokens the person sees to; null for all."""
    person = context.person
    return None if person is None or person.looks_after_all else person.account_id


def _account(context: Context, database: "Database", whose: str | None) -> tuple[str, str]:
    from gongfu.access.accounts import Accounts

    person = context.person
    if person is not None and (whose is None or person.is_called(whose)):
        return person.name, person.account_id
    if person is not None and not person.looks_after_all:
        raise ForbiddenError(words.OTHERS)
    if whose is None:
        raise NotFoundError(words.WHOSE, mend=words.LIST_THEM)
    account = Accounts(database).named(whose)
    return account.name, account.id


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
