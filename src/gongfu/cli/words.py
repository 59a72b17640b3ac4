"""What the command line itself says, in both languages."""

from gongfu.text import Text

PROGRAM = Text(
    "工赋：一个地区制造业的开源产业大脑。规划化为承诺，关联化为链条，规则化为答案。",
    "Gongfu, the open-source industry brain of a manufacturing region: plans to commitments, links to chains, "
    "rules to answers.",
)
USAGE = Text("用法：", "Usage: ")
ARGUMENTS = Text("参数", "Arguments")
OPTIONS = Text("选项", "Options")
COMMON = Text("通用选项", "Common options")
COMMANDS = Text("命令", "Commands")
EXAMPLES = Text("示例", "Examples")
COMMAND_METAVAR = Text("命令 [参数]…", "COMMAND [ARGS]...")
OPTIONS_METAVAR = Text("[选项]", "[OPTIONS]")
DEFAULT = Text("默认：{value}", "default: {value}")
REQUIRED = Text("必填", "required")
REPEATED = Text("可重复", "may be repeated")

HELP = Text("显示帮助后退出", "show this help and exit")
VERSION_OF_PROGRAM = Text("显示版本后退出", "show the version and exit")
WORKSPACE = Text(
    "工作区所在文件夹；默认 $GONGFU_WORKSPACE，否则 ./workspace",
    "folder of the workspace; by default $GONGFU_WORKSPACE, else ./workspace",
)
LANGUAGE = Text("文字语言；默认取自 $LANG", "language of labels and messages; by default from $LANG")
JSON = Text("输出 JSON：表为每行一个对象", "print JSON: a table as one object a line")
QUIET = Text("只输出结果，不显示进度和说明", "print the result alone: no progress, no notes")
DEBUG = Text("出现意外错误时显示调用栈", "show the traceback of an unexpected error")
AUTHOR = Text(
    "修改者姓名，记入历史；默认 $GONGFU_AUTHOR，否则登录名",
    "who changes it, for the history; by default $GONGFU_AUTHOR, else the name logged in with",
)
FORMAT = Text("输出格式", "how to write the rows")
OUTPUT = Text("写入文件；格式默认取自文件名", "write to this file; the format is by default that of its name")
LIMIT = Text("最多行数；屏幕上默认 {limit}", "rows at most; on a screen by default {limit}")
BACKGROUND = Text("交给后台进程，立即返回任务编号", "leave it to a process of its own, and print the number of the job")

NO_COMMAND = Text("没有命令 {name}", "there is no command {name}")
NO_OPTION = Text("没有选项 {name}", "there is no option {name}")
DID_YOU_MEAN = Text("是不是：{names}？", "did you mean: {names}?")
SEE_HELP = Text("用法见：{command} --help", "how to use it: {command} --help")
BAD_USAGE = Text("命令有误", "the command cannot be understood")
MISSING = Text("缺少 {name}", "{name} is missing")
ONE_OF = Text("应为以下之一：{allowed}", "expected one of: {allowed}")
TOO_MANY = Text("多余的参数 {name!r}", "one argument too many: {name!r}")
NEEDS_VALUE = Text("{name} 后面要有值", "{name} needs a value")
NO_FILE = Text("没有这个文件", "there is no such file")
NO_FOLDER = Text("没有这个文件夹", "there is no such folder")
NOT_FILE = Text("是文件夹，应为文件", "is a folder, expected a file")

ERROR = Text("错误：", "error: ")
MEND = Text("办法：", "what to do: ")
INTERRUPTED = Text("已中断", "interrupted")
UNEXPECTED = Text("意外错误：{error}", "unexpected error: {error}")
REPORT_IT = Text(
    "这是程序的缺陷：请加 --debug 再运行一次，并把输出附在项目的问题单里",
    "this is a fault of the program: run it again with --debug and report the output as an issue of the project",
)

UNKNOWN_CELL = "–"
UNKNOWN = Text("– 为未知（{count} 处）", "– is unknown ({count})")
ROWS = Text("共 {total} 行", "rows: {total}")
ROWS_SHOWN = Text(
    "第 {first}–{last} 行，共 {total} 行；更多用 --limit、--offset",
    "rows {first}–{last} of {total}; more with --limit and --offset",
)
NO_ROWS = Text("没有行", "no rows")
READ_BY_VERSION = Text("版本 {version}", "version {version}")
READ_BY_DAY = Text("截至 {day}", "as of {day}")
YES = Text("是", "yes")
NO = Text("否", "no")
WRITTEN = Text("已写入 {path}（{rows} 行）", "wrote {path} ({rows} rows)")
NEEDS_FILE = Text("{format} 格式要写入文件：加 --output 文件", "{format} is written to a file: add --output FILE")
NO_FORMAT = Text(
    "看不出 {path} 应为何种格式：加 --format", "the name {path} does not say which format to write: add --format"
)

JOB = Text("任务", "job")
JOB_STOPPED = Text(
    "任务 {job} 已停下；继续：gongfu jobs resume {job}", "job {job} stopped; take it up: gongfu jobs resume {job}"
)
LEFT = Text("剩余 {time}", "{time} left")
