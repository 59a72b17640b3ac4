"""What all tests share: the option ``--all``, the pace of hypothesis, a PostgreSQL server."""

import os

import pytest
from hypothesis import settings

from tests.postgres import server

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")


if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["GONGFU_THREADS"] = "1"  # a worker has one core


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="fail if any test was skipped")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--all") and reporter.stats.get("skipped") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skipped = terminalreporter.stats.get("skipped")
    if config.getoption("--all") and skipped:
        terminalreporter.write_line(f"--all: nothing may be skipped, and {len(skipped)} were", red=True)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory):
    """URL of an empty database on a PostgreSQL server of our own; skips where no server is installed."""
    with server(tmp_path_factory.mktemp("postgres")) as url:
        if url is None:
            pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        yield url
