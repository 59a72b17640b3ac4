"""The service on a network: it needs accounts, and waits for no client for ever."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest
import uvicorn

from gongfu.access.accounts import Accounts
from gongfu.access.roles import Scopes
from gongfu.api import guard, uploads
from gongfu.api.app import create_app
from gongfu.api.patience import Patient, in_time
from gongfu.api.service import Service
from gongfu.cli.main import run
from gongfu.workspace import Workspace

MAIN = "from gongfu.cli.main import main; main()"
PASSWORD = "eleven-characters"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("network") / "workspace"
    Workspace.create(folder).close()
    return folder


@pytest.fixture
def folder(empty, tmp_path):
    return shutil.copytree(empty, tmp_path / "workspace")


class Impatient(Patient):
    header_seconds = 0.5


@pytest.fixture
def impatient(folder, monkeypatch):
    """Host and port of a service in a thread that waits half a second for the head of a request and for a body."""
    monkeypatch.setattr(guard, "in_time", lambda receive: in_time(receive, 0.5, 1e6))
    app = create_app(Service(folder), "nobody", hosts=["127.0.0.1"])
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", http=Impatient))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield listening.getsockname()
    server.should_exit = True
    thread.join(20)


def all_of(connection):
    """What a service sends until it closes."""
    connection.settimeout(20)
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


@pytest.mark.parametrize(
    "sent", [b"", b"GET /api/v1/tables HT", b"GET /api/v1/tables HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b"]
)
def test_a_client_that_never_finishes_the_head_of_its_request_is_let_go(impatient, sent):
    with socket.create_connection(impatient) as connection:
        connection.sendall(sent)
        assert b"200 OK" not in all_of(connection)


def test_a_head_that_comes_byte_by_byte_does_not_win_time(impatient):
    with socket.create_connection(impatient) as connection:
        connection.settimeout(20)
        with pytest.raises(OSError):
            for byte in b"GET /api/v1/tables HTTP/1.1\r\n" + b"X-A: b\r\n" * 100:
                connection.sendall(bytes([byte]))
                time.sleep(0.05)
            connection.sendall(b"x" * 65536)


@pytest.mark.parametrize("request_line", ["PUT /api/v1/files/x.csv", "POST /api/v1/workspace/undo"])
def test_a_body_that_comes_byte_by_byte_is_given_up(impatient, request_line, folder):
    head = f"{request_line} HTTP/1.1\r\nHost: 127.0.0.1:{impatient[1]}\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n"
    with socket.create_connection(impatient) as connection:
        connection.sendall(head.encode() + b"{")
        assert all_of(connection).startswith(b"HTTP/1.1 408")
    assert not list((folder / "uploads").rglob("x.csv"))


def test_others_are_served_while_slow_clients_wait(impatient):
    slow = [socket.create_connection(impatient) for _ in range(50)]
    for connection in slow:
        connection.sendall(b"GET / HT")
    with urllib.request.urlopen(f"http://127.0.0.1:{impatient[1]}/api/v1/tables") as answer:
        assert answer.status == 200
    for connection in slow:
        connection.close()


def test_an_upload_that_is_too_large_is_cut_off_and_leaves_nothing(folder, monkeypatch):
    from fastapi.testclient import TestClient

    monkeypatch.setattr(uploads.Uploads.__init__, "__defaults__", (1000, None))
    client = TestClient(create_app(Service(folder), "nobody", hosts=["testserver"]))
    assert client.put("/api/v1/files/x.csv", content=b"x" * 1001).status_code == 422
    assert not list((folder / "uploads").rglob("x.csv"))


@pytest.mark.parametrize("name", ["..%2Fx", "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a%5Cb", "x%00.csv"])
def test_no_name_of_an_upload_leaves_its_folder(folder, name):
    from fastapi.testclient import TestClient

    client = TestClient(create_app(Service(folder), "nobody", hosts=["testserver"]))
    before = sorted(folder.parent.rglob("*"))
    assert client.put(f"/api/v1/files/{name}", content=b"x").status_code in {404, 405, 422}
    assert [path for path in sorted(folder.parent.rglob("*")) if path not in before and path.is_file()] == []


@pytest.mark.parametrize("number", ["../../workspace.json", "/etc/passwd", "0" * 32, ".."])
def test_no_number_of_an_upload_names_another_file(folder, number):
    from fastapi.testclient import TestClient

    client = TestClient(create_app(Service(folder), "nobody", hosts=["testserver"]))
    assert client.post("/api/v1/plan/extract", json={"files": [number]}).status_code == 422


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_without_accounts_it_says_how_to_make_the_first_administrator(folder, host, capsys):
    for lang in ("en", "zh"):
        assert run(["serve", "--host", host, "--workspace", str(folder), "--lang", lang], os.environ) == 2
        assert "gongfu accounts add" in capsys.readouterr().err


def test_with_accounts_it_opens_on_a_network_and_asks_to_sign_in(folder):
    Accounts.made(folder).add("王工", "administrator", Scopes(), "tests", password=PASSWORD)
    command = [
        sys.executable,
        "-c",
        MAIN,
        "serve",
        "--host",
        "0.0.0.0",
        "--port",
        "0",
        "--name",
        "gongfu.example",
        "--lang",
        "en",
    ]
    process = subprocess.Popen(
        [*command, "--workspace", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        said = process.stdout.readline()
        assert "sign in" in said
        assert "without encryption" in process.stdout.readline() + process.stdout.readline()
        port = re.search(r"http://gongfu\.example:(\d+)", said)[1]

        def status(host):
            asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/tables", headers={"Host": host})
            try:
                return urllib.request.urlopen(asked).status
            except urllib.error.HTTPError as error:
                return error.code

        assert [status(host) for host in ("gongfu.example", "127.0.0.1", "elsewhere.example")] == [401, 401, 400]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
    assert "Traceback" not in process.stderr.read()


def test_a_certificate_needs_its_key(folder, tmp_path, capsys):
    (tmp_path / "c.pem").write_text("x")
    asked = ["serve", "--workspace", str(folder), "--lang", "en", "--certificate", str(tmp_path / "c.pem")]
    assert run(asked, os.environ) == 2
    assert "--key" in capsys.readouterr().err
    assert run([*asked, "--key", str(tmp_path / "c.pem")], os.environ) == 2
    assert "cannot be used" in capsys.readouterr().err
