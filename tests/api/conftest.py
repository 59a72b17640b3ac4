import polars as pl
import pytest
from fastapi.testclient import TestClient

from gongfu.api.app import create_app
from gongfu.api.service import Service
from gongfu.workspace import Workspace


@pytest.fixture
def service(tmp_path):
    """A service over a workspace with two regions."""
    with Workspace.create(tmp_path / "workspace") as workspace:
        schema = workspace.tables["region"].polars_schema
        rows = [
            {"region_id": "r1", "name_zh": "上海市", "synthetic": False, "source_id": "s"},
            {"region_id": "r2", "name_zh": "=1+1", "synthetic": False, "source_id": "s"},
        ]
        frame = pl.DataFrame(rows, schema=schema)
        workspace.commit(lambda tx: tx.append("region", frame), message="Add", author="founder")
    return Service(tmp_path / "workspace")


@pytest.fixture
def client(service):
    app = create_app(service, "tester", hosts=["testserver", "::1"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
