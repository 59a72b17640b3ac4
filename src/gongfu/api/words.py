"""What the service itself says, in both languages."""

from gongfu.text import Text

MISSING = Text("缺少参数 {name}", "{name} is missing")
UNKNOWN = Text("没有参数 {name}", "there is no parameter {name}")
ONE_VALUE = Text("{name}：只能给一个值", "{name}: one value only")
NOT_PLAIN = Text(
    "{name}：应为文字、数字、真假值或它们的列表", "{name}: expected text, a number, true or false, or a list of them"
)
BAD_REQUEST = Text("请求有误", "the request cannot be understood")
NOT_JSON = Text("请求正文应为一个 JSON 对象", "the body of the request is to be one JSON object")
SEE_API = Text("接口与参数见 {prefix}/openapi.json", "see {prefix}/openapi.json for endpoints and parameters")
NO_UPLOAD = Text("没有这个上传的文件：{name}", "there is no uploaded file {name}")
UPLOAD_FIRST = Text(
    "先用 PUT {prefix}/files/文件名 上传，再用它返回的 file",
    'upload it first with PUT {prefix}/files/NAME and give the "file" that it answers',
)
TOO_LARGE = Text("文件超过 {limit} MB", "the file is larger than {limit} MB")
SMALLER = Text(
    "请拆分文件，或在服务所在的机器上用命令行导入",
    "split it, or import it on the machine of the service by command line",
)
BAD_NAME = Text("文件名不能用：{name}", "no file can be called {name}")
OTHER_SITE = Text("请求来自另一个网站：{origin}", "the request comes from another site: {origin}")
OTHER_HOST = Text(
    "此服务只应答本机的名称，不应答 {host}", "this service answers to the names of this machine, not to {host}"
)
BODY_TOO_LARGE = Text(
    "请求正文超过 {limit} MB；文件请先上传", "the body of the request is larger than {limit} MB; upload files first"
)
NO_PAGE = Text("没有 {path}", "there is no {path}")
UNEXPECTED = Text("服务出错：{error}", "the service failed: {error}")
FORMAT = Text("格式；默认 json", "format; by default json")
LANG = Text("文字语言；默认取自 Accept-Language", "language of messages; by default from Accept-Language")
COLUMNS = Text("只要这些列", "these columns only")
FILTER = Text(
    "只要某列为某值的行，如 status=behind；等号后为空表示未知",
    "only rows whose column has a value, such as status=behind; nothing after the sign is unknown",
)
FIND = Text("只要含此文字的行", "only rows that hold this text")
SORT = Text("按此列排序；-列名 为降序", "sort by this column; -name from the largest down")
PART = Text("报告中的这一部分", "this part of the report")
NO_PART = Text("报告中没有 {part}", "the report has no part {part}")
NAME_PART = Text(
    "报告没有表格格式，请用 part 指定一部分", "a report is no file of rows; name one of its tables with part"
)
PARTS = Text("可用：{parts}", "there are: {parts}")
NO_COLUMN = Text("没有列 {name}", "there is no column {name}")
NO_CONDITION = Text("{given} 不是“列=值”", "{given} is no column=value")
COLUMNS_ARE = Text("列：{names}", "the columns are: {names}")
SLOW = Text("请求正文来得太慢", "the body of the request comes too slowly")
NOT_LOCAL = Text(
    "没有账户，不能在网络地址 {host} 上打开",
    "there are no accounts, so it does not open on the address {host} of a network",
)
USE_LOCAL = Text(
    "建立第一个管理员：gongfu accounts add 名称 --role administrator；或只在本机打开：--host 127.0.0.1",
    "make the first administrator: gongfu accounts add NAME --role administrator; or open it on this machine "
    "alone: --host 127.0.0.1",
)
KEY_TOO = Text("证书与密钥要一起给", "a certificate and its key are given together")
BOTH = Text("给出 --certificate 和 --key", "give --certificate and --key")
NOT_CERTIFIED = Text("证书或密钥不能用：{reason}", "the certificate or the key cannot be used: {reason}")
PORT_TAKEN = Text("端口 {port} 不能用", "port {port} cannot be used")
OTHER_PORT = Text(
    "换一个：--port 8001；--port 0 为任一空闲端口", "take another: --port 8001, or any that is free: --port 0"
)
OPEN = Text(
    "接口已打开，只限本机，无账户：{url}（Ctrl-C 停止）\n所有接口：{url}{prefix}/openapi.json",
    "open on this machine alone, without accounts: {url} (Ctrl-C stops it)\nall endpoints: {url}{prefix}/openapi.json",
)
OPEN_WITH_ACCOUNTS = Text(
    "接口已打开，须登录：{url}（Ctrl-C 停止）\n所有接口：{url}{prefix}/openapi.json",
    "open to those who sign in: {url} (Ctrl-C stops it)\nall endpoints: {url}{prefix}/openapi.json",
)
IN_CLEAR = Text(
    "注意：未加密，密码会在网络上以明文传送；请用 --certificate 与 --key，或在前面放一台提供 https 的代理（--proxy）",
    "note: without encryption passwords cross the network as they are; give --certificate and --key, or put a proxy "
    "with https in front (--proxy)",
)
STOPPED = Text("已停止", "stopped")
