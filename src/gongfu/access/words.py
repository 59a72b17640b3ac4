"""What is said about accounts, in both languages."""

from gongfu.text import Text

SIGN_IN = Text("请先登录", "sign in first")
HOW_TO_SIGN_IN = Text(
    "登录：POST /api/v1/session；程序请带访问令牌（Authorization: Bearer …）",
    "sign in: POST /api/v1/session; a program sends its token (Authorization: Bearer …)",
)
WRONG = Text("用户名或密码不对", "the name or the password is wrong")
TOO_MANY = Text("登录失败次数过多，请 {seconds} 秒后再试", "too many failures to sign in: try again in {seconds} s")
NO_TOKEN = Text("访问令牌无效、已到期或已停用", "the token is not known, has ended or was ended")
NEW_TOKEN = Text("请重新建立：gongfu tokens make", "make a new one: gongfu tokens make")
SHORT = Text("密码至少 {least} 个字符", "a password has at least {least} characters")
SAME = Text("密码不能与用户名相同", "the password is not to be the name")
LONG = Text("密码至多 {most} 个字符", "a password has at most {most} characters")
BAD_INVITATION = Text("邀请码无效或已到期", "the invitation is not known or has ended")
ASK_AGAIN = Text(
    "请管理员再发一个：gongfu accounts change 名称 --invite", "ask for another: gongfu accounts change NAME --invite"
)
NO_ACCOUNT = Text("没有账户 {name}", "there is no account {name}")
LIST_THEM = Text("查看：gongfu accounts list", "list them: gongfu accounts list")
TAKEN = Text("名称 {name} 已有人用过", "the name {name} is or was in use")
OTHER_NAME = Text("请换一个名称；用过的名称不再给别人", "take another: a name is never given to somebody else")
NO_NAME = Text(
    "名称不能为空，也不能含控制字符，至多 60 个字符", "a name has 1 to 60 characters, none of them a control character"
)
LAST = Text("{name} 是最后一个管理整个工作区的管理员", "{name} is the last administrator of the whole workspace")
FIRST = Text(
    "先另设一个：gongfu accounts add 名称 --role administrator",
    "first make another: gongfu accounts add NAME --role administrator",
)
NOTHING = Text("没有要改的", "there is nothing to change")
MAY_NOT = Text("{role} 不能：{operation}", "a {role} may not: {operation}")
TOKEN_MAY_NOT = Text("此访问令牌不能：{operation}", "this token may not: {operation}")
ASK = Text("请向管理员申请相应的角色或范围", "ask an administrator for the role or scope that it needs")
OWN_NAME = Text("{name} 不能以 {other} 的名义办理", "{name} cannot act in the name of {other}")
LEAVE_BY = Text("去掉 by：办理人就是登录的人", "leave out `by`: who is signed in is who acts")
NO_END = Text("令牌的期限应在今天之后、{most} 天之内", "a token ends after today and within {most} days")
NO_TOKEN_ID = Text("没有令牌 {id}", "there is no token {id}")
OTHERS = Text("只有管理员能查看或处理别人的令牌", "only an administrator sees to the tokens of others")
NOT_KNOWN = Text("没有与 {who} 对应的账户", "no account belongs to {who}")
LINK_IT = Text(
    "请管理员关联：gongfu accounts change 名称 --subject {subject}",
    "ask an administrator to link it: gongfu accounts change NAME --subject {subject}",
)
PASSWORD = Text("密码：", "password: ")
AGAIN = Text("再输一次：", "once more: ")
DIFFER = Text("两次输入的密码不同", "the two passwords differ")
ENDED = Text("账户 {name} 已停用", "the account {name} is not active any more")
OTHER_SIGN_IN = Text(
    "这次登录已过期或不是由此浏览器发起，请重新登录", "this sign-in has ended or was begun elsewhere: sign in again"
)
NOT_VOUCHED = Text("身份提供方的答复不可信：{reason}", "what the organisation answered does not hold: {reason}")
NO_ANSWER = Text("身份提供方没有答复：{address}（{reason}）", "the organisation does not answer: {address} ({reason})")
NOT_SAFE = Text("{address} 不是 https 地址", "{address} is no https address")
NO_CSRF = Text("缺少或不符：X-CSRF-Token", "X-CSRF-Token is missing or another")
CSRF_FROM = Text("取自 GET /api/v1/session 的 csrf", "take `csrf` of GET /api/v1/session")
NO_ACCOUNTS = Text("此工作区没有账户", "this workspace has no accounts")
MAKE_ONE = Text(
    "建立第一个管理员：gongfu accounts add 名称 --role administrator",
    "make the first administrator: gongfu accounts add NAME --role administrator",
)
NO_ORGANISATION = Text("没有设置单位统一登录", "no organisation to sign in through is set up")
BODY_NEEDS = Text("请求正文应有 {names}", "the body of the request is to have {names}")
ONLY_SESSION = Text("改密码须先用密码登录", "sign in with the password to change it")
NO_SUCH = Text("没有这些地区或企业", "there are no such regions or firms")
SEE_TABLES = Text(
    "查看：gongfu table show region；gongfu table show entity",
    "see: gongfu table show region; gongfu table show entity",
)
WHOSE = Text("请说明是谁的：--for 名称", "say whose it is: --for NAME")
