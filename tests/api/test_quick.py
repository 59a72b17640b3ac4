"""Answers that are kept are given at once, and are those of the long way."""

import polars as pl
import pytest

from gongfu.workspace import Workspace
from gongfu.workspace.store import freshness

TABLE = "/api/v1/table/show?table=region"


@pytest.fixture
def settled(monkeypatch):
    """Trust the files of the catalogue although they were written just now."""
    monkeypatch.setattr(freshness, "RACY", 0.0)


def test_a_kept_answer_is_the_one_that_was_made(client, service, settled, monkeypatch):
    first = client.get(TABLE)
    monkeypatch.setattr(service, "run", None)  # nothing may be made anew
    again = client.get(TABLE)
    assert (again.status_code, again.content) == (200, first.content)
    assert {name: again.headers[name] for name in first.headers} == dict(first.headers)
    same = client.get(TABLE, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_a_commit_of_another_process_shows_in_the_next_answer(client, service, settled):
    for number in range(5):
        before = client.get(TABLE).json()["total"]
        with Workspace.open(service.folder) as other:
            row = {"region_id": f"new{number}", "name_zh": "新", "synthetic": False}
            frame = pl.DataFrame([row], schema={name: other.tables["region"].polars_schema[name] for name in row})
            other.commit(lambda tx, frame=frame: tx.append("region", frame), message="Add", author="other")
        assert client.get(TABLE).json()["total"] == before + 1


def test_languages_do_not_share_an_answer(client, settled):
    url = "/api/v1/tables"
    assert (
        client.get(url, headers={"Accept-Language": "zh"}).json()
        != client.get(url, headers={"Accept-Language": "en"}).json()
    )
    assert (
        client.get(url, headers={"Accept-Language": "zh"}).json()["rows"][0][1] != client.get(url).json()["rows"][0][1]
    )


def test_a_question_that_is_wrong_is_refused_each_time(client, settled):
    client.get(TABLE)
    answers = [client.get(f"{TABLE}&nonsense=1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].content == answers[1].content


def test_today_shows_a_job_that_failed_although_no_table_changed(client, service, settled):
    from gongfu.workspace.jobs import Jobs

    def kinds():
        answer = client.get("/api/v1/today").json()
        return [row[0] for row in answer["rows"]]

    assert "work_stopped" not in kinds()
    jobs = Jobs(service.folder)
    with pytest.raises(ZeroDivisionError), jobs.running(jobs.add("import", {"author": "a", "at": {}, "values": {}}).id):
        raise ZeroDivisionError
    assert "work_stopped" in kinds()
