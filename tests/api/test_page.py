import asyncio
import os

import pytest
from fastapi.testclient import TestClient

from gongfu.api.page import Page, read_page
from gongfu.api.uploads import Uploads


@pytest.fixture
def built(tmp_path):
    """A built page of three files."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><p>页面</p>")
    (tmp_path / "assets" / "a-1.js").write_bytes(b"plain")
    (tmp_path / "assets" / "a-1.js.br").write_bytes(b"packed")
    (tmp_path / "made").write_text("what it was built from")
    return read_page(tmp_path)


async def api(scope, receive, send):
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"api"})


@pytest.mark.parametrize("path", ["/", "/board", "/plans/001?open=001-004"])
def test_every_view_of_the_page_is_the_same_file(built, path):
    said = TestClient(Page(api, built)).get(path)
    assert said.status_code == 200
    assert "页面" in said.text
    assert said.headers["cache-control"] == "no-cache"


def test_a_file_named_by_its_content_is_kept_for_ever_and_sent_packed_to_who_can_read_it(built):
    client = TestClient(Page(api, built))
    packed = client.get("/assets/a-1.js", headers={"Accept-Encoding": "identity"})
    assert packed.content == b"plain"
    assert "immutable" in packed.headers["cache-control"]
    raw = client.send(client.build_request("GET", "/assets/a-1.js", headers={"Accept-Encoding": "br"}), stream=True)
    assert raw.headers["content-encoding"] == "br"
    assert int(raw.headers["content-length"]) == len(b"packed")


@pytest.mark.parametrize("path", ["/assets/gone.js", "/../secret.txt", "/assets/a-1.js.br"])
def test_a_file_that_is_not_part_of_the_page_is_not_there(built, path):
    assert TestClient(Page(api, built)).get(path).status_code == 404


def test_what_stands_below_api_is_not_the_page(built):
    assert TestClient(Page(api, built)).get("/api/v1/tables").status_code == 418


def test_a_page_that_was_not_built_says_how_to_build_it():
    said = TestClient(Page(api, {})).get("/", headers={"Accept-Language": "en"})
    assert said.status_code == 503
    assert "./run serve" in said.text


def test_the_brief_comes_as_one_file_and_a_day_that_is_none_is_said(client, tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text('<html><head><meta charset="utf-8" /></head><body></body></html>')
    monkeypatch.setattr("gongfu.operations.brief.PAGE", tmp_path)
    said = client.get("/api/v1/brief.html?as_of=2025-01-01")
    assert said.status_code == 200
    assert '"as_of":"2025-01-01"' in said.text
    assert "/api/v1/attain/board?as_of=2025-01-01&lang=zh" in said.text.replace(r"\u0026", "&")
    wrong = client.get("/api/v1/brief.html?as_of=soon&lang=en")
    assert wrong.status_code == 422
    assert wrong.json()["offenders"] == ["as_of: expected a day such as 2026-11-25"]


def test_files_that_were_uploaded_a_day_ago_are_gone_also_of_who_does_not_come_back(tmp_path):
    async def one_byte():
        yield b"x"

    uploads = Uploads(tmp_path / "uploads")
    gone = asyncio.run(uploads.of("left").keep("old.csv", one_byte(), "en"))
    folder = tmp_path / "uploads" / "of" / "left" / gone
    os.utime(folder, (0, 0))
    kept = asyncio.run(uploads.of("stays").keep("new.csv", one_byte(), "en"))
    assert not folder.exists()
    assert uploads.of("stays").path(kept).read_bytes() == b"x"
