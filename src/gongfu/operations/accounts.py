"""Look after accounts: who may sign in, in which role, for which regions and firms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from gongfu.access import words
from gongfu.access.roles import NAMES, Role, Scopes
from gongfu.errors import InputError
from gongfu.operations.context import Context
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Record, Table, Terms
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.access.accounts import Account

group("accounts", zh="账户：谁可以登录，角色与范围", en="accounts: who may sign in, roles and scopes")

LABELS = {
    "account": Text("账户", "account"),
    "role": Text("角色", "role"),
    "whole": Text("整个工作区", "whole workspace"),
    "regions": Text("地区", "regions"),
    "firms": Text("企业", "firms"),
    "state": Text("状态", "state"),
    "password": Text("已设密码", "has a password"),
    "subject": Text("统一登录编号", "id at the organisation"),
    "invitation": Text("邀请码（只显示一次，三天内有效）", "invitation (told once, good for three days)"),
}
TERMS: dict[str, Terms] = {
    "role": {str(role): said for role, said in NAMES.items()},
    "state": {
        "active": Text("可用", "active"),
        "disabled": Text("停用", "disabled"),
        "removed": Text("已删除", "removed"),
    },
}

Name = Annotated[str, Argument(zh="名称，即登录名与办理人", en="name: to sign in by, and of who acts", metavar="NAME")]
Regions = Annotated[
    list[str],
    Option(
        zh="地区编号或行政区划代码，含下级",
        en="region by id or division code, with all that is part of it",
        metavar="REGION",
    ),
]
Firms = Annotated[list[str], Option(zh="企业的主体编号", en="firm by its entity id", metavar="FIRM")]
Whole = Annotated[bool, Option(zh="整个工作区", en="the whole workspace")]
Invite = Annotated[bool, Option(zh="发邀请码，由本人设密码", en="an invitation, by which they choose a password")]
Subject = Annotated[
    str | None, Option(zh="在统一登录处的编号（sub）", en="id at the organisation that signs in (sub)", metavar="SUB")
]


@operation(
    "accounts add",
    zh="建立账户；密码从终端或标准输入读取",
    en="Make an account; the password is read from the terminal or from standard input",
    permission="administer",
    examples=[
        "accounts add 王工 --role administrator",
        "accounts add 浦东经委 --role district --region 310115 --invite",
    ],
    notes=Text(
        "有了第一个账户，服务就要求登录。管理员管理整个工作区。经接口建立的账户得到邀请码，由本人设密码。",
        "From the first account on the service asks everybody to sign in. An administrator looks after the whole workspace. An account made through the API comes with an "
        "invitation, by which its owner chooses the password.",
    ),
)
def add(
    context: Context,
    name: Name,
    role: Annotated[Role, Option(zh="角色", en="role")],
    region: Regions = [],  # noqa: B006 - a default of the command line, never changed
    firm: Firms = [],  # noqa: B006
    whole: Whole = False,
    invite: Invite = False,
    subject: Subject = None,
) -> Record:
    from gongfu.access.accounts import Accounts

    _check_scopes(context, region, firm)
    scopes = Scopes(whole, tuple(region), tuple(firm))
    password = None
    if not invite and subject is None and context.ask is not None:
        password = context.ask(words.PASSWORD)
    accounts = Accounts.made(context.folder)
    account, invitation = accounts.add(
        name, role, scopes, context.author, password=password, issuer=_issuer(context, subject), subject=subject
    )
    return _record(account, invitation)


@operation(
    "accounts list",
    zh="列出账户",
    en="List the accounts",
    permission="administer",
    examples=["accounts list"],
)
def list_accounts(context: Context) -> Table:
    import polars as pl

    from gongfu.access.accounts import Accounts

    accounts = Accounts.found(context.folder)
    rows = [_values(account) for account in (accounts.all() if accounts else [])]
    texts, lists = pl.String(), pl.List(pl.String())
    schema = {
        "account": texts, "role": texts, "whole": pl.Boolean(), "regions": lists, "firms": lists, "state": texts,
        "password": pl.Boolean(), "subject": texts,
    }  # fmt: skip
    return Table(pl.DataFrame(rows, schema=schema), labels=LABELS, terms=TERMS, title=Text("账户", "accounts"))


@operation(
    "accounts change",
    zh="改账户的角色、范围、密码或状态",
    en="Change the role, the scopes, the password or the state of an account",
    permission="administer",
    examples=[
        "accounts change 浦东经委 --region 310115 --region 310101",
        "accounts change 浦东经委 --state disabled",
        "accounts change 王工 --password",
    ],
    notes=Text(
        "给出范围时，以新范围代替旧范围。改角色、状态或密码会结束该账户的登录。",
        "Scopes that are given take the place of those before. Another role, state or password signs the account out.",
    ),
)
def change(
    context: Context,
    name: Name,
    role: Annotated[Role | None, Option(zh="角色", en="role")] = None,
    region: Regions = [],  # noqa: B006 - a default of the command line, never changed
    firm: Firms = [],  # noqa: B006
    whole: Whole = False,
    state: Annotated[Literal["active", "disabled"] | None, Option(zh="状态", en="state")] = None,
    password: Annotated[
        bool, Option(zh="新密码，从终端或标准输入读取", en="a new password, read from the terminal or standard input")
    ] = False,
    invite: Invite = False,
    subject: Subject = None,
) -> Record:
    from gongfu.access.accounts import Accounts

    _check_scopes(context, region, firm)
    scopes = Scopes(whole, tuple(region), tuple(firm)) if region or firm or whole else None
    given = context.ask(words.PASSWORD) if password and context.ask is not None else None
    account, invitation = Accounts.made(context.folder).change(
        name, role=role, scopes=scopes, state=state, password=given, subject=subject, issuer=_issuer(context, subject),
        invite=invite or (password and given is None),
    )  # fmt: skip
    return _record(account, invitation)


@operation(
    "accounts remove",
    zh="删除账户；其名称留在历史中，不再给别人",
    en="Take an account away; its name stays in the history and is given to nobody else",
    permission="administer",
    examples=["accounts remove 浦东经委"],
)
def remove(context: Context, name: Name) -> Record:
    from gongfu.access.accounts import Accounts

    return _record(Accounts.made(context.folder).remove(name), None)


def _check_scopes(context: Context, regions: Sequence[str], firms: Sequence[str]) -> None:
    """Refuse regions and firms that are not known; names each."""
    from gongfu.workspace.codes import code_list

    if not regions and not firms:
        return
    known = context.workspace.read("region", columns=["region_id", "code"])
    places = {*known["region_id"], *known["code"].drop_nulls(), *code_list("divisions").codes}
    entities = set(context.workspace.read("entity", columns=["entity_id"])["entity_id"])
    wrong = [f"region {region}" for region in regions if region not in places]
    wrong += [f"firm {firm}" for firm in firms if firm not in entities]
    if wrong:
        raise InputError(words.NO_SUCH, offenders=wrong, mend=words.SEE_TABLES)


def _issuer(context: Context, subject: str | None) -> str | None:
    """The organisation that an id belongs to; null where none is given."""
    from gongfu.access.oidc import provider_of

    if subject is None:
        return None
    provider = provider_of(context.folder)
    if provider is None:
        raise InputError(words.NO_ORGANISATION)
    return provider.issuer


def _record(account: "Account", invitation: str | None) -> Record:
    values = _values(account)
    if invitation is not None:
        values["invitation"] = invitation
    return Record(values, labels=LABELS, terms=TERMS)


def _values(account: "Account") -> dict[str, Any]:
    return {
        "account": account.name,
        "role": account.role,
        "whole": account.scopes.whole,
        "regions": list(account.scopes.regions),
        "firms": list(account.scopes.firms),
        "state": account.state,
        "password": account.has_password,
        "subject": account.subject,
    }
