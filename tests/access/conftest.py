import shutil

import pytest
from fastapi.testclient import TestClient

from gongfu.access.accounts import Accounts
from gongfu.access.roles import Scopes
from gongfu.api.app import create_app
from gongfu.api.service import Service
from tests.access.two_regions import FIRM, OWN, make

PASSWORD = "eleven-characters"
PEOPLE = {
    "viewer": ("viewer", Scopes(regions=(OWN,))),
    "firm": ("firm", Scopes(regions=(OWN,), firms=(FIRM,))),
    "park": ("park", Scopes(regions=(OWN,))),
    "district": ("district", Scopes(regions=(OWN,))),
    "city": ("city", Scopes(regions=(OWN,))),
    "administrator": ("administrator", Scopes()),
}


@pytest.fixture(scope="session")
def two_regions(tmp_path_factory):
    """A workspace with rows of two regions and two firms in every table, and an account in each role; to be copied."""
    folder = make(tmp_path_factory.mktemp("access"))
    accounts = Accounts.made(folder)
    for name, (role, scopes) in PEOPLE.items():
        accounts.add(name, role, scopes, "tests", password=PASSWORD)
    return folder


@pytest.fixture
def folder(two_regions, tmp_path):
    return shutil.copytree(two_regions, tmp_path / "workspace")


@pytest.fixture
def service(folder):
    return Service(folder)


@pytest.fixture
def app(service):
    return create_app(service, "nobody", hosts=["testserver"])


@pytest.fixture
def visitor(app):
    """Somebody who has not signed in."""
    with TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture
def signed_in(app, visitor):
    """A browser in which somebody of a role is signed in."""

    def sign_in(name):
        client = TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})
        said = client.post("/api/v1/session", json={"name": name, "password": PASSWORD})
        assert said.status_code == 201, said.text
        client.role = name
        client.headers["X-CSRF-Token"] = said.json()["csrf"]
        return client

    return sign_in
