"""What goes in comes out: any declared table, any format; and of messy rows none is lost and none is taken twice."""

import json
import math
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongfu.workspace.codes import code_list, units
from gongfu.workspace.intake import Mapping, read_batches
from gongfu.workspace.intake.convert import TOTALS
from gongfu.workspace.intake.values import UNKNOWN
from gongfu.workspace.schema import tables

MANY = settings(max_examples=30, deadline=None, phases=[Phase.generate])

texts = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\ufffd"), min_size=1, max_size=12
).filter(lambda text: text == text.strip() and text not in UNKNOWN + TOTALS and not text[0].isdigit())
formulas = st.sampled_from(["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x")', "a,b", 'say "so"'])
numbers = st.floats(-1e14, 1e14, allow_nan=False).map(lambda value: 0.0 if value == 0 else value)
values = {
    "text": texts | formulas,
    "integer": st.integers(-(2**53), 2**53),
    "number": numbers,
    "boolean": st.booleans(),
    "date": st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    "timestamp": st.datetimes(timezones=st.just(UTC)),
    "json": st.dictionaries(texts, numbers | texts, max_size=2).map(
        lambda found: json.dumps(found, ensure_ascii=False)
    ),
    "list[text]": st.lists(texts, min_size=1, max_size=3),
}


@st.composite
def frames(draw, table):
    """Rows of a table, keys unique, nulls wherever they are allowed."""
    rows = []
    for number in range(draw(st.integers(1, 6))):
        row = {}
        for column in table.columns:
            cell = values[column.type]
            if column.codes:
                cell = st.sampled_from(sorted(code_list(column.codes).codes))
            elif column.name == "unit":
                cell = st.sampled_from(sorted(units()))
            if column.name in table.key and column.type == "text" and not column.codes:
                row[column.name] = f"k{number} {draw(cell)}"
            else:
                needed = column.required or column.name in table.key
                row[column.name] = draw(cell if needed else st.none() | cell)
        rows.append(row)
    unique = {tuple(row[name] for name in table.key): row for row in rows}
    return pl.DataFrame(list(unique.values()), schema=table.polars_schema)


def cells(frame):
    """The frame as text, lists as JSON."""
    return frame.with_columns(
        pl.Series(
            name, [None if v is None else json.dumps(v.to_list(), ensure_ascii=False) for v in frame[name]], pl.String
        )
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.List)
    )


def write_csv(frame, path):
    cells(frame).write_csv(path)


def write_gbk(frame, path):
    path.write_bytes(cells(frame).write_csv(separator="\t").encode("gb18030"))


def write_jsonl(frame, path):
    lines = [json.dumps(row, ensure_ascii=False, default=str) for row in frame.iter_rows(named=True)]
    path.write_text("\n".join(lines), "utf-8")


def write_parquet(frame, path):
    frame.write_parquet(path)


def write_xlsx(frame, path):
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, frame.columns)
    for number, row in enumerate(cells(frame).iter_rows(), start=1):
        for index, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, index, cell)
            elif isinstance(cell, datetime):
                sheet.write_string(number, index, cell.isoformat())
            elif isinstance(cell, date):
                sheet.write_datetime(number, index, cell, day)
            elif cell is not None:
                sheet.write(number, index, cell)
    book.close()


def read(path, table):
    mapping = Mapping(encoding="gb18030") if path.suffix == ".txt" else None  # one odd character tells no encoding
    batches = list(read_batches(path, table, mapping))
    return pl.concat([b.good for b in batches], how="diagonal"), pl.concat([b.bad for b in batches])


def check_round_trip(frame, table, ending, write, heads):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{ending}"
        write(frame.rename(heads), path)
        good, bad = read(path, table)
    assert bad.rows() == []
    assert good.columns == frame.columns
    for name, kind in frame.schema.items():
        if kind == pl.Float64 and ending == ".xlsx":  # a workbook keeps 15 to 17 digits
            pairs = zip(good[name].to_list(), frame[name].to_list(), strict=True)
            assert all(a == b or math.isclose(a, b, rel_tol=1e-14) for a, b in pairs)
        elif name in [column.name for column in table.columns if column.type == "json"]:
            assert [v and json.loads(v) for v in good[name]] == [v and json.loads(v) for v in frame[name]]
        else:
            assert good[name].to_list() == frame[name].to_list()


FORMATS = [
    (".csv", write_csv),
    (".txt", write_gbk),
    (".jsonl", write_jsonl),
    (".parquet", write_parquet),
    (".xlsx", write_xlsx),
]


@pytest.mark.parametrize(("ending", "write"), FORMATS)
@MANY
@given(data=st.data())
def test_a_table_with_every_type_comes_back_as_it_was_written(firms, ending, write, data):
    frame = data.draw(frames(firms))
    label = data.draw(st.sampled_from(["name", "zh", "en"]))
    heads = {column.name: getattr(column, label) for column in firms.columns}
    check_round_trip(frame, firms, ending, write, heads)


@pytest.mark.parametrize("name", sorted(tables()))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_every_declared_table_comes_back_as_it_was_written(name, data):
    table = tables()[name]
    ending, write = data.draw(st.sampled_from(FORMATS))
    check_round_trip(data.draw(frames(table)), table, ending, write, {})


messy = st.sampled_from(
    [
        "",
        "—",
        "不详",
        "1.2亿",
        "12%",
        "abc",
        '"',
        'a"b',
        '"open',
        "1,2",
        "x,y,z",
        "2001-02-30",
        "合计",
        "\t",
        "是",
        "=1",
    ]
)
whole_rows = st.tuples(st.just("good"), st.integers(0, 10**9))
broken_rows = st.tuples(st.just("bad"), st.lists(messy, min_size=0, max_size=6))


@MANY
@given(st.lists(whole_rows | broken_rows, max_size=30))
def test_good_and_bad_rows_are_all_rows_and_no_good_one_is_lost(firms, rows):
    lines, expected = ["code,name,revenue"], {}
    for number, (kind, content) in enumerate(rows, start=2):
        if kind == "good":
            lines.append(f"F{number},name {number},{content}")
            expected[number] = (f"F{number}", float(content))
        else:
            # every cell is quoted as a whole or free of quotes at its start, so that lines stay rows
            written = ['"' + cell.replace('"', '""') + '"' if cell.startswith('"') else cell for cell in content]
            lines.append(",".join(written))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        batches = list(read_batches(path, firms, source_id="s"))
    good = pl.concat([b.good for b in batches]) if batches else firms.empty()
    bad_lines = {line for b in batches for line in b.bad["line"]}
    good_lines = [int(place.removeprefix("line:")) for place in good["locator"]]
    found = dict(zip(good_lines, good.select("code", "revenue_yuan").rows(), strict=True))
    assert {line: found.get(line) for line in expected} == expected
    assert not bad_lines & set(good_lines)
    filled = {n for n, line in enumerate(lines[1:], start=2) if line.replace(",", "").replace('"', "").strip()}
    only_quotes = {n for n, line in enumerate(lines[1:], start=2) if line.strip()} - filled
    assert filled <= bad_lines | set(good_lines) <= filled | only_quotes


@MANY
@given(st.lists(st.text(st.sampled_from('ab,"\n上海 '), max_size=12), max_size=25))
def test_any_text_is_read_to_its_end_without_a_crash(firms, lines):
    text = "code,name,revenue\n" + "\n".join(lines) + "\nLAST,last,1\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_text(text, "utf-8")
        batches = list(read_batches(path, firms))
    good = pl.concat([b.good for b in batches])
    bad = pl.concat([b.bad for b in batches])
    seen = good["code"].to_list() + [row for row in bad["row"] if "LAST" in row]
    assert any("LAST" in each for each in seen)
    assert sum(b.steps for b in batches) == len(text.encode())
