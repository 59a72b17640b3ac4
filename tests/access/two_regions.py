"""A workspace that holds what is one's own and what is foreign, in every table, made by commands and by commits.

Everything that tells of the foreign region, or of the firm that is not one's own, holds the word SECRET or FIRM_SECRET.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from gongfu.plan.keys import region_id
from gongfu.workspace import Workspace
from tests.operations.prepared import prepare

OWN, FOREIGN = "310115", "320500"
FIRM, OTHER_FIRM = "firm-own", "firm-other"
SECRET, FIRM_SECRET = "鲲鹏暗号", "貔貅暗号"

PLAN = """{place}智能制造行动计划（2023—2025年）
一、主要目标
到2025年，{word}工业增加值超过2.6万亿元，战略性新兴产业产值占比达到45%。
二、重点任务
（一）{word}强链升级行动
打造20家{word}引领性智能工厂，每年实施技改项目50项。（牵头单位：{unit}；配合单位：各区政府）
（二）人才行动
完善{word}产业人才政策。（责任单位：市人力资源社会保障局）
"""
FIGURES = """指标,年份,数值,单位,发布日期,来源
{word}工业增加值,2022,9000,亿元,2023-03,{word}公报
{word}工业增加值,2023,9500,亿元,2024-03,{word}公报
{word}工业增加值,2024,很多,亿元,2025-03,{word}公报
"""


def make(folder: Path) -> Path:
    """The workspace, in FOLDER."""
    from gongfu.cli.main import run

    commands: list[tuple] = [("workspace", "init"), ("views", "save", "全部", "/board")]
    for number, (place, code, word, unit) in enumerate(
        [("浦东新区", OWN, "本区", "市经信委"), ("苏州市", FOREIGN, SECRET, "市科委")]
    ):
        doc = f"{number + 1}01"
        (folder / f"{doc}_{word}.txt").write_text(PLAN.format(place=place, word=word, unit=unit), "utf-8", newline="")
        (folder / f"{word}.csv").write_text(FIGURES.format(word=word), "utf-8")
        (folder / f"{word}分解.csv").write_text(
            f"维度,部分,数值,备注\ndistrict,{word}一,10,{word}\ndistrict,{word}二,x,{word}\n", "utf-8"
        )
        commands += [
            ("plan", "import", folder / f"{doc}_{word}.txt", "--region", code, "--title", f"{word}计划"),
            ("plan", "correct", f"{doc}-001", "--set", "value=2.7", "--why", word, "--by", word),
            ("supervise", "assign", f"{doc}-003", "--unit", unit, "--person", word, "--due", "2025-11-30", "--on", "2025-01-10"),
            ("supervise", "milestone", f"{doc}-003", "--on", "2025-06-30", "--what", word),
            ("supervise", "remind", f"{doc}-003", "--on", "2025-02-01", "--why", word),
            ("supervise", "report", f"{doc}-003", "--value", "18", "--note", word, "--file", folder / f"{word}.csv", "--by", word,
             "--on", "2025-03-01"),
            ("supervise", "hand-over", f"{doc}-003", "--person", f"{word}二", "--on", "2025-04-01", "--why", word),
        ]  # fmt: skip
    workspace = prepare(folder, *commands)
    for code, word in ((OWN, "本区"), (FOREIGN, SECRET)):  # a bad row each, so the command ends with another code
        with_bad = [
            "series",
            "import",
            str(folder / f"{word}.csv"),
            "--region",
            code,
            "--workspace",
            str(workspace),
            "--quiet",
        ]
        run([*with_bad, "--author", word], {})
        run(["supervise", "split", "101-001" if code == OWN else "201-001", str(folder / f"{word}分解.csv"),
             "--workspace", str(workspace), "--author", word, "--quiet"], {})  # fmt: skip
    with Workspace.open(workspace) as opened:
        opened.commit(lambda tx: _rest(tx, opened), message="Add the rest", author="tests")
        lacking = [name for name in opened.tables if opened.read(name).is_empty()]
    assert not lacking, lacking
    return workspace


def _rest(tx, workspace) -> None:
    """Rows of the tables that no command above fills."""

    def put(name: str, *rows: dict) -> None:
        schema = {column: workspace.tables[name].polars_schema[column] for column in rows[0]}
        tx.append(name, pl.DataFrame(rows, schema=schema))

    own, foreign = region_id(OWN), region_id(FOREIGN)
    now, today = datetime.now(UTC), date(2026, 1, 1)
    firms = [(FIRM, own, "本企"), (OTHER_FIRM, own, FIRM_SECRET), ("firm-foreign", foreign, SECRET)]
    put("entity", *({"entity_id": f, "kind": "firm", "name_zh": w, "region_id": r, "synthetic": True} for f, r, w in firms
                    if w != FIRM_SECRET),
        {"entity_id": OTHER_FIRM, "kind": "firm", "name_zh": "别的企业", "region_id": own, "synthetic": True})  # fmt: skip
    for firm, _, word in firms:
        if word != FIRM_SECRET:  # that a firm exists is no secret in its region, what is registered of it is
            put("identifier", {"identifier_id": f"id-{firm}", "scheme": "name", "value": word, "entity_id": firm})
        put("register", {"entry_id": f"title-{firm}", "register": "title", "type": "srdi", "name_zh": word, "subject_id": firm,
                         "origin": "observed", "details": json.dumps({"note": word})})  # fmt: skip
        put(
            "register_status",
            {"entry_id": f"title-{firm}", "step": 1, "status": "granted", "since": today, "reason": word},
        )
    for code, word, key in ((own, "本区", "own"), (foreign, SECRET, "foreign")):
        series = tx.read("series", where={"region_id": code})["series_id"][0]
        plan = tx.read("plan", where={"region_id": code})["plan_id"][0]
        commitments = tx.read("commitment", where={"plan_id": plan})["commitment_id"]
        formula = f"formula-{key}"
        put("observation", {"observation_id": f"derived-{key}", "series_id": series, "period": "2021", "value": 1.0,
                            "comparator": "=", "origin": "derived", "locator": f"formula:{formula}", "note": word})  # fmt: skip
        put("derivation", {"derivation_id": formula, "formula": f"a + {word}", "note_zh": word})
        put("derivation_input", {"derivation_id": formula, "name": word, "table_name": "observation", "column_name": "value",
                                 "rows": json.dumps({"observation_id": f"derived-{key}"})})  # fmt: skip
        put("view", {"name": word, "address": f"/plans?{key}", "made_by": word, "made_at": now})
        put("source", {"source_id": f"cell-{key}", "kind": "page", "title": f"{word}出处"})
        put("evidence", {"table_name": "series", "column_name": "unit", "row_key": json.dumps([series]), "origin": "observed",
                         "source_id": f"cell-{key}", "locator": f"entry:{word}"})  # fmt: skip
        put("link_decision", {"kind": "measure", "from_id": commitments[0], "to_id": series, "decision": "apart",
                              "made_by": word, "made_at": now, "reason": word})  # fmt: skip
    if tx.read("import").is_empty() or tx.read("quarantine").is_empty():
        raise AssertionError("the imports left nothing")
