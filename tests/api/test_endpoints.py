import io
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from gongfu.api.asked import public_name
from gongfu.api.offered import PREFIX, method_of, offered, parameters_of
from gongfu.operations.registry import operations

REGION = f"{PREFIX}/table/show?table=region"


def test_a_table_comes_with_labels_in_both_languages_and_the_version_it_was_read_by(client):
    said = client.get(REGION).json()
    names = [column["name"] for column in said["columns"]]
    assert [row[names.index("name_zh")] for row in said["rows"]] == ["上海市", "=1+1"]
    label = said["columns"][names.index("name_zh")]["label"]
    assert label["zh"] != label["en"]
    assert said["total"] == 2
    assert said["version"] >= 1


def test_a_page_of_a_table_says_how_many_rows_there_are_in_all(client):
    said = client.get(REGION + "&offset=1&limit=1").json()
    assert (len(said["rows"]), said["offset"], said["total"]) == (1, 1, 2)


def test_an_unchanged_answer_is_not_sent_again_and_a_commit_changes_the_tag(client, service):
    first = client.get(REGION)
    tag = first.headers["etag"]
    again = client.get(REGION, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    row = {"region_id": "r3", "name_zh": "苏州市", "synthetic": False, "source_id": "s"}
    frame = pl.DataFrame([row], schema=service.workspace.tables["region"].polars_schema)
    service.workspace.commit(lambda tx: tx.append("region", frame), message="Add", author="founder")
    fresh = client.get(REGION, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert fresh.json()["total"] == 3
    assert fresh.headers["etag"] != tag


def test_a_long_answer_is_packed_for_who_can_read_it(client):
    tables = f"{PREFIX}/tables?lang=en"
    plain = client.get(tables, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    for _ in range(2):  # made anew, and kept
        small = client.get(tables, headers={"Accept-Encoding": "gzip"})
        assert small.headers["content-encoding"] == "gzip"
        assert int(small.headers["content-length"]) < len(plain.content) / 2
        assert small.json() == plain.json()
        assert small.headers["vary"] == "Accept-Encoding"


def test_an_old_version_can_be_asked_for(client, service):
    version = service.workspace.version()
    row = {"region_id": "r3", "name_zh": "苏州市", "synthetic": False, "source_id": "s"}
    frame = pl.DataFrame([row], schema=service.workspace.tables["region"].polars_schema)
    service.workspace.commit(lambda tx: tx.append("region", frame), message="Add", author="founder")
    assert client.get(f"{REGION}&version={version}").json()["total"] == 2


def test_everything_wrong_with_a_request_is_named(client):
    said = client.get(
        f"{PREFIX}/table/show?limit=-1&version=x&colour=red&format=pdf", headers={"Accept-Language": "en"}
    )
    assert said.status_code == 422
    assert said.headers["content-type"] == "application/problem+json"
    offenders = "\n".join(said.json()["offenders"])
    for part in ("table is missing", "version: expected a whole number", "colour", "limit", "format: expected one of"):
        assert part in offenders
    assert said.json()["mend"]


def test_problems_are_told_in_the_language_asked_for(client):
    assert "请求有误" in client.get(f"{PREFIX}/table/show?lang=zh").json()["title"]
    assert "请求有误" in client.get(f"{PREFIX}/table/show", headers={"Accept-Language": "zh-CN,en"}).json()["title"]


def test_what_is_not_there_is_404(client):
    assert client.get(f"{PREFIX}/table/show?table=nothing").status_code == 404
    said = client.get("/api/v1/nothing").json()
    assert said["status"] == 404
    assert "openapi.json" in said["mend"]


def test_the_formats_of_a_table(client):
    frame = pl.read_csv(client.get(REGION + "&format=csv").content)
    assert frame["name_zh"].to_list() == ["上海市", "'=1+1"]  # as text in a spreadsheet
    assert pl.read_parquet(io.BytesIO(client.get(REGION + "&format=parquet").content)).height == 2
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(REGION + "&format=xlsx").content))
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "=1+1" in cells  # as text: a formula would have come back as its value
    assert 2 not in cells


def test_a_change_is_asked_for_by_post_alone(client, service):
    assert client.get(f"{PREFIX}/workspace/undo").status_code == 405
    said = client.post(f"{PREFIX}/workspace/undo", json={"version": service.workspace.version()})
    assert said.status_code == 200
    assert client.get(REGION).json()["total"] == 0


def test_another_site_cannot_make_a_browser_change_anything(client):
    said = client.post(f"{PREFIX}/workspace/undo", json={}, headers={"Origin": "https://elsewhere.example"})
    assert said.status_code == 403
    assert client.get(REGION).json()["total"] == 2


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "[::1", ""])
def test_a_name_of_another_site_is_not_answered_to(client, host):
    assert client.get(REGION, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["testserver:8000", "[::1]:8000"])
def test_its_own_names_are_answered_to_with_any_port(client, host):
    assert client.get(REGION, headers={"Host": host}).status_code == 200


def test_the_language_may_stand_in_the_body(client):
    said = client.post(f"{PREFIX}/plan/extract", json={"lang": "zh"}, headers={"Accept-Language": "en"})
    assert "请求有误" in said.json()["title"]


def test_a_body_without_end_is_cut_off(client):
    said = client.post(f"{PREFIX}/plan/extract", content=b'{"files": "' + b"x" * 1_100_000 + b'"}')
    assert said.status_code == 422
    assert "1 MB" in said.json()["title"]


@pytest.mark.parametrize("body", ["{", "[]", '{"files": {"a": 1}}'])
def test_a_body_that_is_no_plain_object_is_refused(client, body):
    said = client.post(f"{PREFIX}/plan/extract", content=body, headers={"Content-Type": "application/json"})
    assert said.status_code == 422


def test_a_file_is_uploaded_and_then_named_by_its_number(client):
    text = "到2027年，工业增加值达到5000亿元。"
    number = client.put(f"{PREFIX}/files/规划.txt", content=text.encode()).json()["file"]
    said = client.post(f"{PREFIX}/plan/extract", json={"files": [number]}).json()
    assert [row["value"] for row in said["rows"]] == [500_000_000_000]


@pytest.mark.parametrize("number", ["/etc/passwd", "../../etc/passwd", "0" * 32, ""])
def test_no_file_of_the_machine_can_be_named(client, number):
    said = client.post(f"{PREFIX}/plan/extract", json={"files": [number]})
    assert said.status_code == 422
    assert "upload" in str(said.json()["offenders"])


def test_a_file_too_large_is_refused_and_nothing_of_it_stays(client, service):
    service.uploads._limit = 10
    said = client.put(f"{PREFIX}/files/a.txt", content=b"x" * 11)
    assert said.status_code == 422
    assert list((service.folder / "uploads").iterdir()) == []


def test_sql_reads_no_file_of_the_machine(client):
    said = client.get(f"{PREFIX}/sql", params={"query": "select * from read_text('/etc/passwd')"})
    assert said.status_code == 422
    assert "root:" not in said.text


def test_every_answer_carries_the_security_headers(client, service):
    answers = [
        client.get(REGION),
        client.get("/nothing"),
        client.post(f"{PREFIX}/plan/extract", json={}),
        client.get(REGION, headers={"Host": "elsewhere.example"}),
    ]
    service.close()
    broken = client.get(f"{PREFIX}/tables")  # not asked before, so that no answer is kept
    assert broken.status_code == 500
    for answer in (*answers, broken):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_openapi_document_has_each_operation_that_is_offered(client):
    document = client.get(f"{PREFIX}/openapi.json").json()
    for path, operation in offered().items():
        assert method_of(operation).lower() in document["paths"][path]
    left_out = set(operations()) - {o.name for o in offered().values()}
    assert left_out == {"brief", "demo", "quarantine export", "workspace backup", "workspace init", "workspace restore"}


READABLE = {int: "1", float: "1", bool: "true", date: "2026-11-25", datetime: "2026-11-25T08:30+08:00"}


@pytest.mark.parametrize("given", ["nothing", "text", "what can be read"])
def test_no_request_to_any_operation_makes_the_service_fail(client, service, monkeypatch, given):
    monkeypatch.setattr("gongfu.operations.worker.start", lambda *arguments, **named: None)
    file = client.put(f"{PREFIX}/files/a.csv", content="名称,数值\n甲,1\n".encode()).json()["file"]
    failed = {}
    for path, operation in offered().items():
        asked = {}
        for parameter in () if given == "nothing" else parameters_of(operation):
            text = (
                "上海市" if given == "text" else next(iter(parameter.choices), READABLE.get(parameter.type, "上海市"))
            )
            asked[public_name(parameter)] = file if parameter.type is Path else text
        said = client.get(path, params=asked) if method_of(operation) == "GET" else client.post(path, json=asked)
        if said.status_code >= 500:
            failed[operation.name] = said.text
    assert failed == {}
