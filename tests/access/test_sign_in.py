"""Signing in, by a person and by a program, and what is refused on the way."""

import shutil
import time

import pytest
from fastapi.testclient import TestClient

from gongfu.access import throttle
from gongfu.access.accounts import Accounts
from gongfu.access.audit import Audit
from gongfu.access.database import SESSION, TOKEN, find
from gongfu.access.roles import Scopes
from gongfu.access.tokens import Tokens
from gongfu.api.app import create_app
from gongfu.api.service import Service
from gongfu.errors import ConflictError, InputError
from gongfu.workspace import Workspace

PASSWORD = "eleven-characters"
SESSION_PATH = "/api/v1/session"
READ = "/api/v1/table/show?table=region"
UNDO = "/api/v1/workspace/undo"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    Workspace.create(folder).close()
    return folder


@pytest.fixture
def folder(empty, tmp_path):
    return shutil.copytree(empty, tmp_path / "workspace")


@pytest.fixture
def accounts(folder):
    made = Accounts.made(folder)
    made.add("王工", "administrator", Scopes(), "tests", password=PASSWORD)
    made.add("viewer", "viewer", Scopes(whole=True), "tests", password=PASSWORD)
    return made


@pytest.fixture
def app(folder):
    return create_app(Service(folder), "nobody", hosts=["testserver", "gongfu.example"])


@pytest.fixture
def browser(app):
    with TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"}) as client:
        yield client


def sign_in(client, name="王工", password=PASSWORD):
    return client.post(SESSION_PATH, json={"name": name, "password": password})


def audit(folder, operation):
    return Audit(find(folder)).show(operation=operation)


def test_without_accounts_everybody_may_and_the_session_says_so(browser):
    said = browser.get(SESSION_PATH).json()
    assert (said["accounts"], said["person"]) == (False, None)
    assert browser.get(READ).status_code == 200
    refused = sign_in(browser)
    assert refused.status_code == 409
    assert "accounts add" in refused.json()["mend"]


def test_from_the_first_account_on_nobody_reads_without_signing_in(browser, folder):
    assert browser.get(READ).status_code == 200
    Accounts.made(folder).add("王工", "administrator", Scopes(), "tests", password=PASSWORD)
    refused = browser.get(READ)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert browser.get(READ, headers={"Accept-Language": "zh"}).json()["title"] == "请先登录"
    assert browser.get("/api/v1/openapi.json").status_code == 200


@pytest.mark.usefixtures("accounts")
def test_who_signs_in_is_told_who_they_are_and_acts_by_that_name(browser, folder):
    said = sign_in(browser).json()
    assert (said["person"], said["role"]) == ("王工", "administrator")
    assert said == browser.get(SESSION_PATH).json()
    headers = {"X-CSRF-Token": said["csrf"]}
    region = b"region_id,name_zh,synthetic\nr1,\xe7\x94\xb2,true\n"
    file = browser.put("/api/v1/files/region.csv", content=region, headers=headers).json()["file"]
    job = browser.post("/api/v1/import", json={"files": [file], "into": "region"}, headers=headers).json()["values"][
        "job"
    ]
    while browser.get(f"/api/v1/jobs/show?job={job}").json()["values"]["ended"] is None:
        time.sleep(0.1)
    assert browser.get("/api/v1/workspace/info").json()["values"]["author"] == "王工"
    entry = audit(folder, "import")[0]
    assert (entry["who"], entry["outcome"], entry["address"]) == ("王工", "done", "testclient")
    assert "region.csv" in entry["parameters"]


@pytest.mark.usefixtures("accounts")
def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app, browser):
    cookie = sign_in(browser).headers["set-cookie"]
    assert cookie.startswith("gongfu=")
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie
    over_https = TestClient(app, base_url="https://testserver")
    cookie = sign_in(over_https).headers["set-cookie"]
    assert cookie.startswith("__Host-gongfu=")
    assert "Secure" in cookie
    assert over_https.get(READ).status_code == 200


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize("token", [None, "", "wrong", "ünbekannt"])
def test_a_change_by_a_cookie_alone_is_refused(browser, token, folder):
    sign_in(browser)
    headers = {} if token is None else {"X-CSRF-Token": token.encode()}
    refused = browser.post(UNDO, json={"version": 1}, headers=headers)
    assert refused.status_code == 403
    assert "X-CSRF-Token" in refused.json()["title"]
    assert browser.delete(SESSION_PATH, headers=headers).status_code == 403
    assert browser.put("/api/v1/files/x.csv", content=b"x", headers=headers).status_code == 403
    assert not (folder / "uploads").exists()


@pytest.mark.usefixtures("accounts")
def test_a_session_that_was_there_before_is_not_the_one_after_signing_in(browser):
    def signed_in_over(cookie):
        browser.cookies.clear()
        given = {"name": "王工", "password": PASSWORD}
        return browser.post(SESSION_PATH, json=given, headers={"Cookie": f"gongfu={cookie}"}).cookies["gongfu"]

    def reads(cookie):
        browser.cookies.clear()
        return browser.get(READ, headers={"Cookie": f"gongfu={cookie}"}).status_code

    first = signed_in_over("session_planted")
    second = signed_in_over(first)
    assert len({"session_planted", first, second}) == 3
    assert (reads("session_planted"), reads(first), reads(second)) == (401, 401, 200)


@pytest.mark.usefixtures("accounts")
def test_signing_out_ends_the_session_itself(browser):
    csrf = sign_in(browser).json()["csrf"]
    cookie = browser.cookies["gongfu"]
    assert browser.get(READ).status_code == 200
    assert browser.delete(SESSION_PATH, headers={"X-CSRF-Token": csrf}).status_code == 200
    assert browser.get(READ, headers={"Cookie": f"gongfu={cookie}"}).status_code == 401


@pytest.mark.usefixtures("accounts")
def test_only_hashes_of_passwords_sessions_and_tokens_are_kept(browser, folder, accounts):
    sign_in(browser)
    _, secret, _ = Tokens(find(folder)).make(accounts.named("王工").id, "x", "read", 1)
    kept = b"".join(path.read_bytes() for path in folder.glob("access.sqlite*"))
    for told in (PASSWORD, browser.cookies["gongfu"], secret):
        assert told.encode() not in kept
    assert b"$argon2id$" in kept
    assert (folder / "access.sqlite").stat().st_mode & 0o077 == 0


def test_sessions_end_when_nobody_uses_them_and_at_the_latest_after_a_week(browser, folder, accounts):
    for column in ("seen_at", "ends_at"):
        sign_in(browser)
        assert browser.get(READ).status_code == 200
        with find(folder).write() as connection:
            connection.execute(SESSION.update().values({column: time.time() - 13 * 3600}))
        assert browser.get(READ).status_code == 401


@pytest.mark.parametrize("change", [{"state": "disabled"}, {"password": "another-password"}, {"role": "viewer"}])
def test_who_is_disabled_or_changed_is_signed_out_at_once(browser, accounts, change):
    accounts.add("李工", "administrator", Scopes(), "tests", password=PASSWORD)
    sign_in(browser, "李工")
    assert browser.get(READ).status_code == 200
    accounts.change("李工", **change)
    assert browser.get(READ).status_code == 401


def test_a_disabled_or_removed_account_cannot_sign_in_nor_its_token_read(browser, accounts, folder):
    _, secret, _ = Tokens(find(folder)).make(accounts.named("viewer").id, "x", "read", 1)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert browser.get(READ, headers=bearer).status_code == 200
    accounts.change("viewer", state="disabled")
    assert browser.get(READ, headers=bearer).status_code == 401
    assert sign_in(browser, "viewer").status_code == 401
    accounts.change("viewer", state="active")
    assert browser.get(READ, headers=bearer).status_code == 200
    accounts.remove("viewer")
    assert browser.get(READ, headers=bearer).status_code == 401
    with pytest.raises(ConflictError):
        accounts.add("ｖｉｅｗｅｒ", "viewer", Scopes(), "tests", password=PASSWORD)


def test_the_last_administrator_stays(accounts):
    for change in ({"state": "disabled"}, {"role": "city"}):
        with pytest.raises(ConflictError, match="last administrator"):
            accounts.change("王工", **change)
    with pytest.raises(ConflictError, match="last administrator"):
        accounts.remove("王工")
    assert accounts.named("王工").state == "active"


@pytest.mark.parametrize("password", ["short", "x" * 1001])
def test_a_password_of_no_use_is_refused(accounts, password):
    with pytest.raises(InputError):
        accounts.add("new", "viewer", Scopes(), "tests", password=password)
    with pytest.raises(InputError):
        accounts.add("a-long-name-it-is", "viewer", Scopes(), "tests", password="A-long-name-it-is")
    assert {account.name for account in accounts.all()} == {"王工", "viewer"}


@pytest.mark.usefixtures("accounts")
def test_whether_a_name_is_known_is_not_told(browser):
    wrong, unknown = sign_in(browser, password="wrong"), sign_in(browser, "nobody")
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())


@pytest.mark.usefixtures("accounts")
def test_guessing_is_slowed_down_for_the_account_also_by_a_service_that_was_started_anew(browser, folder, monkeypatch):
    monkeypatch.setattr(throttle, "_now", lambda: 1e9)
    for _ in range(throttle.FREE["account"]):
        assert sign_in(browser, password="wrong").status_code == 401
    refused = sign_in(browser)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    again = TestClient(create_app(Service(folder), "nobody", hosts=["testserver"]))
    assert sign_in(again, "王　工").status_code == 429
    assert sign_in(again, "viewer").status_code == 201
    refusals = audit(folder, "session begin")
    assert [entry["outcome"] for entry in refusals].count("refused") == throttle.FREE["account"] + 2


@pytest.mark.usefixtures("accounts")
def test_guessing_is_slowed_down_for_the_address(browser, monkeypatch):
    monkeypatch.setitem(throttle.FREE, "address", 3)
    monkeypatch.setattr(throttle, "_now", lambda: 1e9)
    for number in range(3):
        assert sign_in(browser, f"nobody-{number}").status_code == 401
    assert sign_in(browser).status_code == 429


def test_a_wait_grows_and_is_forgotten(accounts, folder, monkeypatch):
    database, now = find(folder), [1e9]
    monkeypatch.setattr(throttle, "_now", lambda: now[0])
    for _ in range(throttle.FREE["account"]):
        throttle.claim(database, ["account:x"])
    waits = []
    for _ in range(12):
        with pytest.raises(throttle.ThrottledError) as refused:
            throttle.claim(database, ["account:x"])
        waits.append(refused.value.seconds)
        now[0] += refused.value.seconds
        throttle.claim(database, ["account:x"])
    assert waits == sorted(waits)
    assert waits[-1] == throttle.LONGEST_WAIT
    now[0] += throttle.FORGOTTEN + 1
    throttle.claim(database, ["account:x"])
    throttle.claim(database, ["account:x"])


def test_an_invitation_chooses_the_password_once(browser, accounts):
    _, invitation = accounts.add("新人", "viewer", Scopes(), "tests")
    assert sign_in(browser, "新人", "").status_code == 401
    path, chosen = f"{SESSION_PATH}/password", {"invitation": invitation, "new": "my-own-password"}
    assert browser.put(path, json=chosen | {"new": "short"}).status_code == 422
    assert browser.put(path, json=chosen).status_code == 200
    assert browser.put(path, json=chosen).status_code == 401
    assert sign_in(browser, "新人", "my-own-password").status_code == 201


@pytest.mark.usefixtures("accounts")
def test_a_new_password_needs_the_old_one_and_ends_all_sessions(browser, app):
    elsewhere = TestClient(app)
    sign_in(elsewhere)
    headers = {"X-CSRF-Token": sign_in(browser).json()["csrf"]}
    path = f"{SESSION_PATH}/password"
    assert browser.put(path, json={"old": "wrong", "new": "my-own-password"}, headers=headers).status_code == 401
    assert browser.put(path, json={"old": PASSWORD, "new": "my-own-password"}).status_code == 403
    assert browser.put(path, json={"old": PASSWORD, "new": "my-own-password"}, headers=headers).status_code == 200
    assert elsewhere.get(READ).status_code == 401
    assert sign_in(browser).status_code == 401
    assert sign_in(browser, password="my-own-password").status_code == 201


def test_a_token_goes_as_far_as_it_says_and_ends(browser, folder, accounts):
    tokens, account = Tokens(find(folder)), accounts.named("王工").id

    def bearer(may, scopes=None):
        number, secret, _ = tokens.make(account, "x", may, 1, scopes)
        return number, {"Authorization": f"Bearer {secret}"}

    number, read = bearer("read")
    assert browser.get(READ, headers=read).status_code == 200
    assert browser.post(UNDO, json={"version": 1}, headers=read).status_code == 403
    _, write = bearer("write")
    assert browser.post(UNDO, json={"version": 999}, headers=write).status_code == 404
    for path in ("/api/v1/accounts/list", "/api/v1/audit/show", "/api/v1/tokens/list"):
        method = browser.post
        assert method(path, json={}, headers=write).status_code == 403
    _, narrow = bearer("write", Scopes(regions=("310115",)))
    assert browser.post(UNDO, json={"version": 999}, headers=narrow).status_code == 404
    assert browser.post("/api/v1/workspace/compact", json={}, headers=narrow).status_code == 403
    tokens.end(number)
    assert browser.get(READ, headers=read).status_code == 401
    with find(folder).write() as connection:
        connection.execute(TOKEN.update().values(ends_at=time.time() - 1))
    assert browser.get(READ, headers=write).status_code == 401
    assert browser.get(READ, headers={"Authorization": "Bearer "}).status_code == 401


@pytest.mark.usefixtures("accounts")
def test_everybody_makes_and_ends_their_own_tokens_and_sees_no_others(app, browser):
    other = TestClient(app)
    headers = {"X-CSRF-Token": sign_in(browser, "viewer").json()["csrf"]}
    theirs = {"X-CSRF-Token": sign_in(other).json()["csrf"]}
    made = other.post("/api/v1/tokens/make", json={"label": "x"}, headers=theirs).json()["values"]["token"]
    own = browser.post("/api/v1/tokens/make", json={"label": "y"}, headers=headers).json()["values"]
    assert browser.get(READ, headers={"Authorization": f"Bearer {own['secret']}"}).status_code == 200
    listed = browser.post("/api/v1/tokens/list", json={}, headers=headers).json()["rows"]
    assert [row[0] for row in listed] == [own["token"]]
    assert browser.post("/api/v1/tokens/end", json={"token": made}, headers=headers).status_code == 404
    assert browser.post("/api/v1/tokens/make", json={"label": "x", "whose": "王工"}, headers=headers).status_code == 403
    assert len(other.post("/api/v1/tokens/list", json={}, headers=theirs).json()["rows"]) == 2
    assert other.post("/api/v1/tokens/end", json={"token": own["token"]}, headers=theirs).status_code == 200


@pytest.mark.usefixtures("accounts")
def test_nobody_acts_in_the_name_of_another(browser):
    headers = {"X-CSRF-Token": sign_in(browser).json()["csrf"]}
    refused = browser.post("/api/v1/supervise/verify", json={"item": "001-001", "by": "李工"}, headers=headers)
    assert refused.status_code == 403
    assert "李工" in refused.json()["title"]
    own = browser.post("/api/v1/supervise/verify", json={"item": "001-001", "by": "王 工"}, headers=headers)
    assert own.status_code == 404  # there is no such item


@pytest.mark.usefixtures("accounts")
def test_an_upload_belongs_to_who_sent_it(app, browser):
    headers = {"X-CSRF-Token": sign_in(browser).json()["csrf"]}
    other = TestClient(app, headers={"Accept-Language": "en"})
    theirs = {"X-CSRF-Token": sign_in(other, "viewer").json()["csrf"]}
    file = browser.put("/api/v1/files/plan.txt", content="到2025年，产值达到5亿元。".encode(), headers=headers).json()[
        "file"
    ]
    refused = other.post("/api/v1/plan/extract", json={"files": [file]}, headers=theirs)
    assert refused.status_code == 422
    assert "no uploaded file" in refused.text
    assert browser.post("/api/v1/plan/extract", json={"files": [file]}, headers=headers).status_code == 200


def test_each_change_and_each_refusal_is_in_the_audit(browser, folder, accounts):
    headers = {"X-CSRF-Token": sign_in(browser, "viewer").json()["csrf"]}
    browser.post(UNDO, json={"version": 1}, headers=headers)
    entry = audit(folder, "workspace undo")[0]
    assert (entry["who"], entry["role"], entry["outcome"], entry["scopes"]) == ("viewer", "viewer", "refused", "*")
    assert "a viewer may not" in entry["detail"]
    headers = {"X-CSRF-Token": sign_in(browser).json()["csrf"]}
    browser.post(UNDO, json={"version": 999, "message": "x"}, headers=headers)
    assert audit(folder, "workspace undo")[0]["outcome"] == "failed"
    shown = browser.post("/api/v1/audit/show", json={"of": "workspace undo"}, headers=headers).json()
    assert shown["total"] == 2
    assert [entry["outcome"] for entry in audit(folder, "session begin")] == ["done", "done"]
