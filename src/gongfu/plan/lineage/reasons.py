"""The reasons, in words of both languages."""

from gongfu.plan.lineage.compare import GRADES, GROUP, SHAPE, WHOLE
from gongfu.plan.lineage.entry import Entry
from gongfu.plan.lineage.lexicon import lexicon
from gongfu.plan.lineage.relation import unit_family
from gongfu.plan.lineage.statement import Statement
from gongfu.text import Text

_CHANGES = {
    GROUP: Text("统计对象重新划定", "the group was redrawn"),
    GRADES: Text("级别范围改变", "the grades counted changed"),
    WHOLE: Text("分母改变", "another denominator"),
    SHAPE: Text("占比与总额互换", "a share became an amount, or an amount a share"),
}
_MODES = {
    "level": "水平", "share": "占比", "growth": "增速", "increment": "增量", "flow": "每年", "multiple": "倍数",
}  # fmt: skip
BOTH_CHANGED = Text("计量方式和对象（或名称）都变了", "both the way of measuring and the object (or its name) changed")
AMBIGUOUS = Text("有多个同样相近的对应，不能确定", "several are equally near, so that none is sure")
NOT_AMOUNTS = Text("一处是占比，另一处不是金额", "one is a share, the other no amount")
DECIDED = Text("人工认定", "decided by a person")


def link_reason(first: Statement, second: Statement, changes: frozenset[str]) -> Text:
    """Which words matched and what differed between two linked statements."""
    parts = [_matched(second)]
    one, other = str(first.record["indicator"]), str(second.record["indicator"])
    if one != other:
        parts.append(Text(f"写法：“{one}”→“{other}”", f"written: “{one}” → “{other}”"))
    parts += [_CHANGES[change] for change in sorted(changes)]
    if first.mode != second.mode:
        parts.append(Text(f"口径：{_MODES[first.mode]}→{_MODES[second.mode]}", f"mode: {first.mode} → {second.mode}"))
    if unit_family(first) != unit_family(second):
        units = first.record["unit"], second.record["unit"]
        parts.append(Text(f"单位：{units[0]}→{units[1]}", f"unit: {units[0]} → {units[1]}"))
    old, new = _value(first), _value(second)
    parts.append(Text(f"数值：{old.zh}→{new.zh}", f"value: {old.en} → {new.en}"))
    if first.deadline != second.deadline:
        years = first.deadline or "—", second.deadline or "—"
        parts.append(Text(f"期限：{years[0]}→{years[1]}", f"year: {years[0]} → {years[1]}"))
    return together(parts)


def answer_reason(target: Statement, outcome: Statement) -> Text:
    """Why an outcome answers a target."""
    due = target.deadline == outcome.deadline
    why = (
        Text(
            f"实绩的年份即目标期限（{outcome.deadline}）",
            f"the outcome's year is the target's deadline ({outcome.deadline})",
        )
        if due
        else Text(
            f"实绩的年份（{outcome.deadline}）在目标期内",
            f"the outcome's year ({outcome.deadline}) lies in the target's period",
        )
    )
    aim, reached = _value(target), _value(outcome)
    values = Text(f"目标{aim.zh}，实绩{reached.zh}", f"target {aim.en}, outcome {reached.en}")
    return together([_matched(outcome), why, values])


def alike_reason(first: Statement, second: Statement) -> Text:
    """Which words of two like names differ."""
    one, other = first.phrase.names, second.phrase.names
    left = [word for word in one if word not in other] or ["—"]
    right = [word for word in other if word not in one] or ["—"]
    return Text(
        f"名称相近而不同：“{'、'.join(left)}”／“{'、'.join(right)}”",
        f"like names that differ: “{' '.join(left)}” / “{' '.join(right)}”",
    )


def name_of(entry: Entry) -> Text:
    """The name of a line, after its first mention; in English as far as its words are known."""
    statement = entry.statements[0]
    zh = str(statement.record["indicator"])
    return Text(zh, _glossed(statement) or zh)


def together(parts: list[Text]) -> Text:
    """Several reasons as one."""
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _matched(statement: Statement) -> Text:
    english = _glossed(statement)
    text = statement.phrase.text
    return Text(
        f"同指“{text}”", f"the same subject “{text}”" + (f" ({english})" if english and english != text else "")
    )


def _glossed(statement: Statement) -> str:
    """The name in English as far as its words are known."""
    words = lexicon().words
    return " ".join(words[name].english if name in words else name for name in statement.phrase.names)


def _value(statement: Statement) -> Text:
    low, high = float(statement.record["value"]), statement.record.get("value_high")
    unit = statement.record["unit"]
    zh, en = (
        form(low) if high is None else f"{form(low)}–{form(float(high))}" for form in (chinese_number, english_number)
    )
    return Text(f"{zh}{unit}", f"{en} {unit}")


def chinese_number(value: float) -> str:
    """A number as a Chinese reader writes it: 360000000000 is 3600亿."""
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{value / size:.10g}{word}"
    return f"{value:.10g}"


def english_number(value: float) -> str:
    """A number with its thousands set apart."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
