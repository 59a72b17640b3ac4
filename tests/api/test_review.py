"""A plan reviewed over the service alone: accept, correct, reject, take back; each answer says what stands now."""

import pytest
from fastapi.testclient import TestClient

from gongfu.api.app import create_app
from gongfu.api.offered import PREFIX
from gongfu.api.service import Service
from tests.operations.prepared import copy, prepare

PLAN = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元，战略性新兴产业产值占比达到45%。
打造20家引领性智能工厂。
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    (folder / "007_plan.txt").write_text(PLAN, "utf-8", newline="")
    return prepare(folder, ("workspace", "init"), ("plan", "import", folder / "007_plan.txt", "--region", "上海市"))


@pytest.fixture
def client(made, tmp_path):
    app = create_app(Service(copy(made, tmp_path)), "tester", hosts=["testserver"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def correct(client, commitment, **said):
    answer = client.post(f"{PREFIX}/plan/correct", json={"commitment": commitment, "by": "李工", **said})
    assert answer.status_code == 200, answer.text
    return answer.json()


def open_(client, how):
    query = how["given"]
    answer = client.get(f"{PREFIX}/{how['operation'].replace(' ', '/')}", params=query)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    names = [column["name"] for column in said["columns"]]
    return [dict(zip(names, row, strict=True)) for row in said["rows"]]


def test_an_answer_says_what_stands_now_what_comes_next_and_what_is_left(client):
    said = correct(client, "007-001", accept=True)["values"]
    assert (said["status"], said["corrected_by"], said["next"], said["left"]) == ("accepted", "李工", "007-002", 2)
    assert "2.6万亿元" in said["sentence"]


def test_a_corrected_value_opens_at_who_signed_it_and_at_the_sentence_it_was_read_from(client):
    said = correct(client, "007-003", changes=["value=25"], why="核对")
    assert said["values"]["value"] == 25
    signed, read = open_(client, said["opens"]["value"])
    assert (signed["value"], signed["signed_by"], signed["reason"], signed["origin"]) == (
        "25",
        "李工",
        "核对",
        "reviewed",
    )
    assert read["value"] == "20"
    assert read["sentence"][read["quote_start"] : read["quote_end"]] == read["quote"] == "20家"
    assert read["kept"] is True


def test_an_accepted_value_opens_at_who_accepted_it(client):
    said = correct(client, "007-002", accept=True)
    signed, read = open_(client, said["opens"]["amount"])
    assert (signed["source_en"], signed["signed_by"]) == ("accepted", "李工")
    assert read["value"] == "45"


def test_the_last_word_can_be_taken_back_and_the_one_before_stands_again(client):
    correct(client, "007-003", changes=["value=25"])
    correct(client, "007-003", reject=True)
    back = client.post(f"{PREFIX}/plan/take-back", json={"commitment": "007-003"}).json()["values"]
    assert (back["status"], back["value"]) == ("changed", 25)
    back = client.post(f"{PREFIX}/plan/take-back", json={"commitment": "007-003"}).json()["values"]
    assert (back["status"], back["value"]) == ("extracted", 20)
    nothing = client.post(f"{PREFIX}/plan/take-back", json={"commitment": "007-003"})
    assert nothing.status_code == 404


def test_taking_back_can_itself_be_undone(client):
    correct(client, "007-003", reject=True)
    back = client.post(f"{PREFIX}/plan/take-back", json={"commitment": "007-003"}).json()["values"]
    client.post(f"{PREFIX}/workspace/undo", json={"version": back["version"]})
    rows = client.get(f"{PREFIX}/plan/ledger", params={"status": "rejected"}).json()
    assert rows["total"] == 1


def test_an_added_commitment_opens_at_who_added_it_and_goes_when_that_is_taken_back(client):
    at = PLAN.index("20家")
    fields = ["indicator=试点数", "value=20", "unit=家", "deadline=2025"]
    said = client.post(
        f"{PREFIX}/plan/add", json={"plan": "007", "span": f"{at + 1}-{at + 3}", "changes": fields, "by": "李工"}
    ).json()
    signed, _ = open_(client, said["opens"]["value"])
    assert (signed["source_en"], signed["signed_by"]) == ("added", "李工")
    back = client.post(f"{PREFIX}/plan/take-back", json={"commitment": said["values"]["id"]}).json()["values"]
    assert back["removed"] is True


def test_a_count_says_what_it_counts(client):
    said = correct(client, "007-001", accept=True)
    assert said["opens"]["left"]["counts"] == "rows"
    assert len(open_(client, said["opens"]["left"])) == said["values"]["left"]


def test_a_table_says_for_each_column_what_opens_its_figures(client):
    said = client.get(f"{PREFIX}/plan/ledger").json()
    assert said["opens"]["amount"] == {
        "operation": "source open", "given": {"table": "commitment", "column": "value", "key": {"of": "commitment_id"}},
    }  # fmt: skip
    assert "commitment_id" in [column["name"] for column in said["columns"]]
