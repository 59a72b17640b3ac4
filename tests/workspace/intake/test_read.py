from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from gongfu.workspace.codes import Code, code_list
from gongfu.workspace.intake import Heads, Mapping, read_batches
from gongfu.workspace.intake.errors import HeadError, MappingError, UnreadableFileError
from gongfu.workspace.intake.mapping import Target

CASES = Path(__file__).parents[2] / "cases" / "intake"


def read(path, table, mapping=None, **options):
    batches = list(read_batches(path, table, mapping, **options))
    return pl.concat([b.good for b in batches], how="diagonal"), pl.concat([b.bad for b in batches])


def text_file(folder, text, name="file.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def wrong(bad):
    return [tuple(row) for row in bad.select("line", "column_name", "value", "reason").iter_rows()]


def test_a_gbk_table_with_titles_units_and_totals(firms):
    heads = Heads()
    good, bad = read(CASES / "districts-gbk.csv", firms, source_id="s", heads=heads)
    assert good["name"].to_list() == ["甲机床有限公司", "乙轴承厂", "丙电气股份", "丁材料"]
    assert good["revenue_yuan"].to_list() == [123_456_000, 120_000_000, None, 9_805_000]
    assert good["profit_yuan"].to_list() == [-320_000, -1_500_000, None, 12_000]
    assert good["employees"].to_list() == [128, None, 12_000, 46]
    assert good["district"].to_list() == ["310115", "310112", "310113", "310109"]
    assert good["locator"].to_list() == ["line:4", "line:5", "line:6", "line:8"]
    assert set(good["source_id"]) == {"s"}
    assert wrong(bad) == [(9, None, "合计", "total_row")]
    assert list(heads.unmapped) == ["备注"]
    assert heads.targets["营业收入"] == Target("revenue_yuan", "万元")


def test_a_table_with_ragged_rows_and_half_known_firms(firms):
    good, bad = read(CASES / "half-known.csv", firms)
    assert good["code"].to_list() == ["F1", "F2", "F9", "F11"]
    assert good["name"].to_list() == ['Alpha "Tools" Ltd', "Beta", "Iota\nLtd", '=HYPERLINK("http://x")']
    assert good["revenue_yuan"].to_list() == [12_500_000, None, 9_000_000, 1_000_000]
    assert good["founded_on"].to_list() == [date(2001, 3, 5), None, date(2009, 9, 9), date(2011, 1, 1)]
    assert good["exporter"].to_list() == [True, None, False, False]
    assert wrong(bad) == [
        (4, None, "F3;Gamma;3", "ragged_row"),
        (5, "founded_on", "2001-02-30", "not_a_date"),
        (5, "exporter", "maybe", "not_a_boolean"),
        (6, "code", None, "missing"),
        (7, "employees", "12.5", "not_whole"),
        (7, "founded_on", "March 2001", "not_a_date"),
        (8, "code", "F1", "duplicate_key"),
        (9, "founded_on", "5 March 2001", "not_a_date"),
        (12, None, "F10;Kappa;7;8;2001-03-05;no;;extra", "ragged_row"),
    ]
    assert bad.filter(pl.col("reason") == "duplicate_key")["detail"].to_list() == ["line:2"]


def test_short_rows_are_half_known_where_the_mapping_says_so(firms):
    good, _ = read(CASES / "half-known.csv", firms, Mapping(short_rows="unknown"))
    assert "F3" in good["code"].to_list()


def test_a_long_table_folds_the_unit_of_each_row(facts):
    heads = Heads()
    good, bad = read(CASES / "facts.csv", facts, Mapping.read(CASES / "facts.yaml"), heads=heads)
    assert good.select("indicator", "value", "unit").rows() == [
        ("gross_output", 3.95e12, "元"),
        ("robot_density", 383, "台/万人"),
        ("rd_intensity", None, "%"),
        ("smart_factory_count", 100, "家"),
    ]
    assert set(good["region"]) == {"310000"}
    assert set(good["note"]) == {"未注明"}
    assert sorted(wrong(bad), key=str) == [
        (6, "indicator", "某指标", "unknown_code"),
        (6, "unit", "弗隆", "unknown_unit"),
    ]
    assert heads.unmapped["说明"].dropped


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("code,name\nF1,上海机床\n", "utf-8-sig"),
        ("code,name\nF1,上海机床\n", "utf-16"),
        ("code,name\nF1,上海机床厂有限公司\n", "gb18030"),
        ("code,name\nF1,上海機床廠有限公司\n", "big5"),
        ("code,name\nF1,Société générale des usines\n", "cp1252"),
        ("code\tname\nF1\t上海机床\n", "utf-8"),
        ("sep=|\ncode|name\nF1|上海机床\n", "utf-8"),
        ("code,name\rF1,上海机床\r", "utf-8"),
        ("code,name\r\nF1,上海机床", "utf-8"),
        ('"code","name"\n"F1","上海机床"\n', "utf-8"),
    ],
)
def test_encoding_delimiter_and_line_ends_are_found_out(tmp_path, firms, text, encoding):
    good, bad = read(text_file(tmp_path, text, encoding=encoding), firms)
    assert bad.is_empty()
    assert good["name"].to_list() == [text.split("F1")[1].strip('\r\n\t,|"')]


def test_a_late_chinese_line_still_tells_the_encoding(tmp_path, firms):
    lines = [f"F{i},Plain name {i}" for i in range(400_000)]
    text = "code,name\n" + "\n".join(lines) + "\nG1,上海机床厂有限公司\n"
    good, bad = read(text_file(tmp_path, text, encoding="gb18030"), firms)
    assert bad.is_empty()
    assert good["name"][-1] == "上海机床厂有限公司"
    assert good.height == 400_001


def test_bytes_outside_the_encoding_put_the_row_into_quarantine(tmp_path, firms):
    path = tmp_path / "file.csv"
    path.write_bytes("code,name\nF1,上海\nF2,".encode() + b"\xff\xfe" + "机\nF3,南京\n".encode())
    good, bad = read(path, firms, Mapping(encoding="utf-8"))
    assert good["code"].to_list() == ["F1", "F3"]
    assert [row[:2] + row[3:] for row in wrong(bad)] == [(3, "name", "undecodable")]


@pytest.mark.parametrize("stray", ['"', '"x'])
def test_a_quotation_mark_left_open_costs_one_row(tmp_path, firms, stray):
    lines = [f"F{i},n{i}" for i in range(3000)]
    lines[10] = f"F10,{stray}"
    good, bad = read(text_file(tmp_path, "code,name\n" + "\n".join(lines) + "\n"), firms)
    assert wrong(bad) == [(12, None, f"F10,{stray}", "unclosed_quote")]
    assert good.height == 2999
    assert good.row(-1) == ("F2999", "n2999")


def test_lines_are_counted_across_blocks_and_quoted_line_breaks(tmp_path, firms, monkeypatch):
    monkeypatch.setattr("gongfu.workspace.intake.csv_file.BLOCK", 512)
    lines, places, line = [], [], 2
    for i in range(500):
        breaks = i % 7 == 0
        lines.append(f'F{i},"a\nb"' if breaks else f"F{i},ab")
        places.append(f"line:{line}")
        line += 2 if breaks else 1
    path = text_file(tmp_path, "code,name\n" + "\n".join(lines))
    for size in (512, 4096, 1 << 23):
        monkeypatch.setattr("gongfu.workspace.intake.csv_file.CsvPart._blocks.__defaults__", (size,), raising=False)
        good, bad = read(path, firms, source_id="s")
        assert bad.is_empty()
        assert good["locator"].to_list() == places


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.5", 1234.5),
        ("１２３", 123),
        ("1.2亿", 1.2e8),
        ("1.2亿元", 1.2e8),
        ("￥1,200", 1200),
        ("(30)", -30),
        ("−5", -5),
        ("3 million yuan", 3e6),
        ("1e3", 1000),
        *((unknown, None) for unknown in ("", "-", "—", "…", "不详", "N/A", "NaN", " ")),
    ],
)
def test_numbers_in_every_spelling_and_unknown_is_never_zero(tmp_path, firms, cell, value):
    good, bad = read(text_file(tmp_path, f'code,name,revenue\nF1,a,"{cell}"\n'), firms)
    assert bad.is_empty()
    assert good["revenue_yuan"].to_list() == [value]


@pytest.mark.parametrize(
    ("head", "cell", "reason"),
    [
        ("营业收入(元)", "12家", "wrong_unit"),
        ("营业收入(元)", "100USD", "wrong_unit"),
        ("营业收入(万元)", "1.2亿", "double_multiplier"),
        ("营业收入(元)", "约100", "not_a_number"),
        ("营业收入(元)", "inf", "not_a_number"),
        ("营业收入(元)", "1,23", "not_a_number"),
        ("营业收入(元)", "1e999", "too_large"),
        ("研发强度", "3个百分点", "wrong_unit"),
        ("从业人员", "99999999999999999999", "too_large"),
        ("更新时间", "yesterday", "not_a_time"),
        ("其他", "{", "not_json"),
        ("企业名称", "9.1310E+17", "digits_lost"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_reason(tmp_path, firms, head, cell, reason):
    name = "" if head == "企业名称" else "企业名称,"
    good, bad = read(text_file(tmp_path, f'code,{name}{head}\nF1,{name and "a,"}"{cell}"\n'), firms)
    assert good.is_empty()
    assert [(row[2], row[3]) for row in wrong(bad)] == [(cell, reason)]


@pytest.mark.parametrize(
    ("head", "cell", "value"),
    [
        ("成立日期", "2001年3月5日", date(2001, 3, 5)),
        ("成立日期", "二〇〇一年三月十五日", date(2001, 3, 15)),
        ("成立日期", "2001.3.5", date(2001, 3, 5)),
        ("成立日期", "2001-03-05 00:00:00", date(2001, 3, 5)),
        ("更新时间", "2001-03-05T08:00:00+08:00", datetime(2001, 3, 5, tzinfo=UTC)),
        ("更新时间", "2001/03/05 08:00", datetime(2001, 3, 5, 8, tzinfo=UTC)),
        ("是否出口", "是", True),
        ("是否出口", "×", False),
        ("主要产品", "轴承、齿轮；刀具", ["轴承", "齿轮", "刀具"]),
        ("主要产品", '["a;b", "c"]', ["a;b", "c"]),
        ("研发强度", "45%", 45),
        ("研发强度", "3‰", 0.3),
        ("从业人员", "1.2万", 12_000),
        ("所在区", "Pudong", "310115"),
    ],
)
def test_days_truth_lists_and_codes(tmp_path, firms, head, cell, value):
    quoted = cell.replace('"', '""')
    good, bad = read(text_file(tmp_path, f'code,name,{head}\nF1,a,"{quoted}"\n'), firms)
    assert bad.is_empty()
    assert good[good.columns[2]].to_list() == [value]


def test_an_unknown_code_names_those_that_are_near(tmp_path, firms):
    path = text_file(tmp_path, "code,name,district\nF1,a,浦东新\n")
    _, bad = read(path, firms)
    assert "浦东新区" in bad["detail"][0]
    own = {"divisions": code_list("divisions").extended([Code("X1", "浦东新", "New")])}
    good, bad = read(path, firms, codes=own)
    assert good["district"].to_list() == ["X1"]


def test_keys_of_the_workspace_are_refused(tmp_path, firms):
    path = text_file(tmp_path, "code,name\nF1,a\nF2,b\n")
    good, bad = read(path, firms, existing=pl.DataFrame({"code": ["F2", "F3"]}))
    assert good["code"].to_list() == ["F1"]
    assert wrong(bad) == [(3, "code", "F2", "key_exists")]


def test_a_bad_row_does_not_use_up_its_key(tmp_path, firms):
    good, bad = read(text_file(tmp_path, "code,name,revenue\nF1,a,oops\nF1,b,1\n"), firms)
    assert good["name"].to_list() == ["b"]
    assert bad.height == 1


def test_the_head_printed_again_on_each_page_is_set_apart(tmp_path, firms):
    good, bad = read(text_file(tmp_path, "code,name,revenue\nF1,a,1\ncode,name,revenue\nF2,b,2\n"), firms)
    assert good["code"].to_list() == ["F1", "F2"]
    assert wrong(bad) == [(3, None, "code", "repeated_head")]


@pytest.mark.parametrize(
    ("heads", "offence"),
    [
        ("code,name,revenue,营业收入(万元)", "both mean revenue_yuan"),
        ("code,name,营业收入(家)", "does not convert"),
    ],
)
def test_heads_that_are_not_clear_are_refused_by_name(tmp_path, firms, heads, offence):
    with pytest.raises(HeadError) as caught:
        read(text_file(tmp_path, heads + "\nF1,a,1,1\n"), firms)
    assert offence in str(caught.value)


def test_a_missing_column_is_named_with_the_heads_that_were_not_used(tmp_path, firms):
    with pytest.raises(HeadError) as caught:
        read(text_file(tmp_path, "code,企业名\nF1,a\n"), firms)
    assert "name (企业名称, name)" in str(caught.value)
    assert "'企业名'" in str(caught.value)


def test_a_partial_row_needs_only_its_key(tmp_path, firms):
    good, _ = read(text_file(tmp_path, "code,revenue\nF1,1\n"), firms, partial=True)
    assert good.columns == ["code", "revenue_yuan"]


def test_a_mapping_names_heads_units_formats_and_the_head_row(tmp_path, firms):
    text = "code,name,whatever\ncode,name,x\nF1,a,1\nF2,b,3\n"
    mapping = Mapping.of({"columns": {"x": {"column": "revenue_yuan", "unit": "百万元"}}, "head_row": 2})
    good, _ = read(text_file(tmp_path, text), firms, mapping)
    assert good["revenue_yuan"].to_list() == [1e6, 3e6]
    mapping = Mapping.of({"columns": {"whatever": {"column": "founded_on", "format": "%d/%m/%y"}}})
    good, _ = read(text_file(tmp_path, "code,name,whatever\nF1,a,05/03/01\n"), firms, mapping)
    assert good["founded_on"].to_list() == [date(2001, 3, 5)]
    good, _ = read(text_file(tmp_path, 'code,name,revenue\nF1,a,"1.234,5"\n'), firms, Mapping(decimal=","))
    assert good["revenue_yuan"].to_list() == [1234.5]


@pytest.mark.parametrize(
    ("declared", "offence"),
    [
        ({"colums": {}}, "did you mean 'columns'"),
        ({"columns": {"x": {"unit": "元"}}}, "not well formed"),
        ({"columns": {"x": "revenu_yuan"}}, "did you mean 'revenue_yuan'"),
        ({"columns": {"x": {"column": "revenue_yuan", "unit": "家"}}}, "does not convert"),
        ({"head_row": "two"}, "wrong type"),
        ({"decimal": "."}, None),
        ({"short_rows": "drop"}, "is none of"),
        ([], "named entries"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_entry_by_entry(tmp_path, firms, declared, offence):
    path = text_file(tmp_path, "code,name\nF1,a\n")
    if offence is None:
        read(path, firms, Mapping.of(declared))
        return
    with pytest.raises(MappingError) as caught:
        read(path, firms, Mapping.of(declared))
    assert offence in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "offence"),
    [
        ("empty.csv", b"", "is empty"),
        ("binary.csv", bytes(range(256)) * 50, "no text"),
        ("broken.xlsx", b"PK\x03\x04 nothing", "no workbook"),
        ("broken.parquet", b"PAR1 nothing", "no Parquet"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path, firms, name, content, offence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=offence):
        read(path, firms)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read(tmp_path / "absent.csv", firms)


def test_a_file_about_something_else_is_refused_with_the_columns_it_should_have(tmp_path, firms):
    with pytest.raises(HeadError) as caught:
        read(text_file(tmp_path, "日期,气温\n2020-01-01,5\n"), firms)
    assert "统一社会信用代码" in str(caught.value)


def test_json_lines_with_changing_keys_and_broken_lines(tmp_path, firms):
    text = (
        '{"code": "F1", "name": "a", "营业收入(万元)": 1.5}\n'
        "\n"
        '{"code": "F2", "name": "b", "products": ["x", "y"], "exporter": true, "more": {"k": [1]}}\n'
        "{broken\n"
        "[1]\n"
        '{"code": "F3", "name": "c", "营业收入(万元)": "many"}\n'
    )
    good, bad = read(text_file(tmp_path, text, "file.jsonl"), firms, source_id="s")
    assert good["revenue_yuan"].to_list() == [15_000, None]
    assert good["products"].to_list() == [None, ["x", "y"]]
    assert good["more"].to_list() == [None, '{"k":[1]}']
    assert good["locator"].to_list() == ["line:1", "line:3"]
    assert [(row[0], row[3]) for row in wrong(bad)] == [(4, "not_json"), (5, "not_json"), (6, "not_a_number")]


def test_parquet_keeps_types_and_still_checks_them(tmp_path, firms):
    frame = pl.DataFrame(
        {
            "code": ["F1", "F2", "F3"],
            "name": ["a", "b", None],
            "营业收入(亿元)": [1.5, None, 2.0],
            "employees": pl.Series([1, 2, 3], dtype=pl.Int16),
            "founded on": [date(2001, 3, 5), None, None],
        }
    )
    frame.write_parquet(tmp_path / "file.parquet")
    good, bad = read(tmp_path / "file.parquet", firms, source_id="s")
    assert good["revenue_yuan"].to_list() == [150_000_000, None]
    assert good["founded_on"].to_list() == [date(2001, 3, 5), None]
    assert good["locator"].to_list() == ["row:1", "row:2"]
    assert wrong(bad) == [(3, "name", None, "missing")]
