"""Requests that a machine makes up from the OpenAPI document: none of them makes the service fail."""

import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error

from gongfu.access.accounts import Accounts
from gongfu.access.database import find
from gongfu.access.roles import Scopes
from gongfu.access.tokens import Tokens
from gongfu.api.app import create_app
from gongfu.api.service import Service
from gongfu.workspace import Workspace

LONG = {"/api/v1/import", "/api/v1/quarantine/mend", "/api/v1/workspace/compact"}
"""Endpoints that start a process for each request."""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("openapi") / "workspace"
    Workspace.create(folder).close()
    accounts = Accounts.made(folder)
    account, _ = accounts.add("machine", "administrator", Scopes(), "tests", password="eleven-characters")
    _, secret, _ = Tokens(find(folder)).make(account.id, "x", "write", 1)
    service = Service(folder)
    service.secret = secret
    yield service
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def document(service):
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", create_app(service, "nobody", hosts=["localhost", "testserver"])
    )


schema = schemathesis.pytest.from_fixture("document").exclude(path=sorted(LONG))


@schema.parametrize()
@settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate], derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_no_request_makes_the_service_fail(case, service):
    answer = case.call(headers={"Authorization": f"Bearer {service.secret}"})
    not_a_server_error(None, answer, case)
