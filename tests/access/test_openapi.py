"""Requests that a machine makes up from the OpenAPI document: none of them makes the service fail."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from gongfu.access.accounts import Accounts
from gongfu.access.database import find
from gongfu.access.roles import Scopes
from gongfu.access.sessions import Sessions
from gongfu.api.app import create_app
from gongfu.api.offered import offered
from gongfu.api.service import Service
from gongfu.workspace import Workspace

LONG = {"/api/v1/import", "/api/v1/quarantine/mend", "/api/v1/workspace/compact"}
"""Endpoints that start a process for each request."""

ENDLESS = "/api/v1/events"

OTHERS = ["/api/v1/brief.html", "/api/v1/files/{name}", "/api/v1/session", "/api/v1/session/password", "/api/v1/session/organisation",
          "/api/v1/session/organisation/back"]  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("openapi") / "workspace"
    Workspace.create(folder).close()
    Accounts.made(folder).add("machine", "administrator", Scopes(), "tests", password="eleven-characters")
    service = Service(folder)
    close, service.close = service.close, lambda: None  # each request is an application's whole life to schemathesis
    yield service
    close()


@pytest.fixture(scope="module")
def document(service):
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", create_app(service, "nobody", hosts=["localhost", "testserver"])
    )


@pytest.mark.parametrize("path", sorted(set(offered()) - LONG) + OTHERS)
def test_no_request_makes_the_service_fail(path, document, service):
    database = find(service.folder)
    account = Accounts(database).named("machine")
    secret, person = Sessions(database).begin(account.id, "tests")
    headers = {"Cookie": f"gongfu={secret}", "X-CSRF-Token": person.csrf}
    for method in document.raw_schema["paths"][path]:

        @given(document[path][method.upper()].as_strategy())
        @settings(
            max_examples=15, phases=[Phase.explicit, Phase.generate], derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def ask(case):
            answer = case.call(headers=headers)
            assert answer.status_code < 500, (case, answer.text)

        ask()


def test_every_path_of_the_document_is_tried(document):
    assert set(document.raw_schema["paths"]) == {*offered(), *OTHERS, ENDLESS}
