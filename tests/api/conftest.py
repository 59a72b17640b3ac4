import shutil

import polars as pl
import pytest
from fastapi.testclient import TestClient

from gongfu.api.app import create_app
from gongfu.api.service import Service
from gongfu.workspace import Workspace


@pytest.fixture(scope="session")
def two_regions(tmp_path_factory):
    """A workspace with two regions, to be copied."""
    folder = tmp_path_factory.mktemp("service") / "workspace"
    with Workspace.create(folder) as workspace:
        rows = [
            {"region_id": "r1", "name_zh": "上海市", "synthetic": False, "source_id": "s"},
            {"region_id": "r2", "name_zh": "=1+1", "synthetic": False, "source_id": "s"},
        ]
        frame = pl.DataFrame(rows, schema=workspace.tables["region"].polars_schema)
        workspace.commit(lambda tx: tx.append("region", frame), message="Add", author="founder")
    return folder


@pytest.fixture
def service(two_regions, tmp_path):
    """A service over a workspace with two regions."""
    return Service(shutil.copytree(two_regions, tmp_path / "workspace"))


@pytest.fixture
def client(service):
    app = create_app(service, "tester", hosts=["testserver", "::1"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
