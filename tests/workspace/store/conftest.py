import pytest

from gongfu.workspace import Workspace
from tests.workspace.store.made_up import TABLES


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "workspace", tables=TABLES, lock_timeout=10) as made:
        yield made


@pytest.fixture
def write(workspace):
    """Commit what a function does to a transaction."""
    return lambda change: workspace.commit(change, message="test", author="tester")


@pytest.fixture(params=["sqlite", "postgresql"])
def catalogue_url(request):
    return None if request.param == "sqlite" else request.getfixturevalue("postgres_url")
