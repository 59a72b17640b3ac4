"""Signing in through an organisation, and what of its word does not hold."""

import json

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from gongfu.access.accounts import Accounts
from gongfu.access.roles import Scopes
from gongfu.api.app import create_app
from gongfu.api.service import Service
from gongfu.workspace import Workspace
from tests.access.identity_provider import CLIENT, SECRET, Provider

DOOR = "/api/v1/session/organisation"
READ = "/api/v1/table/show?table=region"


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    yield made
    made.close()


@pytest.fixture(scope="module")
def app(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("organisation") / "workspace"
    Workspace.create(folder).close()
    config = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET}
    (folder / "oidc.json").write_text(json.dumps(config), "utf-8")
    accounts = Accounts.made(folder)
    accounts.add("王工", "city", Scopes(whole=True), "tests", issuer=provider.issuer, subject="sub-1")
    return create_app(Service(folder), "nobody", hosts=["testserver"])


@pytest.fixture
def browser(app, provider):
    yield TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"}, follow_redirects=False)
    provider.changes, provider.subject, provider.key = {}, "sub-1", provider._own


def go(browser, provider):
    """State and code that the browser comes back with."""
    there = browser.get(DOOR)
    assert there.status_code == 303
    assert "SameSite=lax" in there.headers["set-cookie"]
    assert there.headers["location"].startswith(provider.issuer)
    return provider.authorize(there.headers["location"])


def come_back(browser, state, code):
    return browser.get(f"{DOOR}/back", params={"state": state, "code": code})


def test_who_the_organisation_knows_and_the_workspace_too_is_signed_in(browser, provider):
    assert browser.get("/api/v1/session").json()["organisation"] is True
    back = come_back(browser, *go(browser, provider))
    assert (back.status_code, back.headers["location"]) == (303, "/")
    said = browser.get("/api/v1/session").json()
    assert (said["person"], said["role"]) == ("王工", "city")
    assert browser.get(READ).status_code == 200


def test_who_is_not_known_here_gets_no_role_and_is_told_whom_to_ask(browser, provider):
    provider.subject = "sub-2"
    back = come_back(browser, *go(browser, provider))
    assert back.status_code == 403
    assert "sub-2" in back.json()["mend"]
    assert browser.get(READ).status_code == 401


def test_another_state_or_one_of_another_browser_is_refused(app, browser, provider):
    state, code = go(browser, provider)
    assert come_back(browser, "other", code).status_code == 401
    stranger = TestClient(app, follow_redirects=False)
    assert come_back(stranger, state, code).status_code == 401
    go(stranger, provider)
    assert come_back(stranger, state, code).status_code == 401
    assert come_back(stranger, "", code).status_code == 401
    assert browser.get(READ).status_code == 401


def test_a_state_is_used_once(browser, provider):
    state, code = go(browser, provider)
    assert come_back(browser, state, code).status_code == 303
    browser.cookies.delete("gongfu")
    assert come_back(browser, state, code).status_code == 401


LONG_AGO = 1_700_000_000  # seconds since 1970


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "other"},
        {"nonce": None},
        {"aud": "another-client"},
        {"iss": "https://elsewhere.example"},
        {"exp": LONG_AGO},
        {"exp": None},
        {"sub": None},
        {"azp": "another-client"},
    ],
    ids=lambda changes: "-".join(f"{name}={value}"[:20] for name, value in changes.items()),
)
def test_a_word_that_does_not_hold_is_refused(browser, provider, changes):
    provider.changes = changes
    refused = come_back(browser, *go(browser, provider))
    assert refused.status_code == 401
    assert "does not hold" in refused.json()["title"]
    assert browser.get(READ).status_code == 401


def test_a_word_signed_by_another_key_is_refused(browser, provider):
    provider.key = RSAKey.generate_key(2048, {"kid": "1"})
    assert come_back(browser, *go(browser, provider)).status_code == 401


def test_a_code_that_was_not_given_is_refused(browser, provider):
    state, _ = go(browser, provider)
    assert come_back(browser, state, "invented").status_code == 401


def test_a_provider_that_says_it_is_another_is_refused(browser, provider):
    provider.metadata["issuer"] = "https://elsewhere.example"
    try:
        assert browser.get(DOOR).status_code == 401
    finally:
        provider.metadata["issuer"] = provider.issuer
