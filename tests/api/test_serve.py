import json
import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest

from gongfu.cli.main import run
from gongfu.workspace import Workspace

MAIN = "from gongfu.cli.main import main; main()"


@pytest.fixture
def folder(tmp_path):
    Workspace.create(tmp_path / "workspace").close()
    return tmp_path / "workspace"


def start(folder, *options):
    """The service in a process of its own, and what it said first."""
    command = [sys.executable, "-c", MAIN, "serve", "--port", "0", "--workspace", str(folder), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return process, process.stdout.readline()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_service_says_where_it_is_open_answers_and_stops(folder, host):
    process, said = start(folder, "--lang", "en", "--host", host)
    try:
        assert "this machine alone, without accounts" in said
        url = re.search(rf"http://{re.escape(host)}:\d+", said)[0]
        with urllib.request.urlopen(f"{url}/api/v1/tables") as answer:
            assert json.load(answer)["total"] > 10
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
    assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_without_accounts_it_opens_on_no_address_of_a_network(folder, host, capsys):
    assert run(["serve", "--host", host, "--workspace", str(folder), "--lang", "en"], os.environ) == 2
    assert "no accounts" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(folder, capsys):
    process, said = start(folder)
    try:
        port = re.search(r":(\d+)", said.split("http", 1)[1])[1]
        assert run(["serve", "--port", port, "--workspace", str(folder), "--lang", "en"], os.environ) == 4
        assert port in capsys.readouterr().err
    finally:
        process.terminate()
        process.wait(20)


def test_a_folder_without_a_workspace_is_said(tmp_path, capsys):
    assert run(["serve", "--workspace", str(tmp_path / "none"), "--lang", "en"], os.environ) == 3


def test_outlines_given_at_the_start_are_served_and_broken_ones_keep_it_shut(folder, tmp_path, capsys):
    ring = [[121, 31], [121.1, 31], [121.1, 31.1], [121, 31]]
    feature = {
        "type": "Feature",
        "properties": {"code": "310115"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    file = tmp_path / "own.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    process, said = start(folder, "--geo", str(file))
    try:
        url = re.search(r"http://[\d.]+:\d+", said)[0]
        with urllib.request.urlopen(f"{url}/api/v1/map/shapes") as answer:
            (served,) = json.load(answer)["values"]["features"]
        assert served["properties"]["name_zh"] == "浦东新区"
        assert served["geometry"]["coordinates"] == [ring]
    finally:
        process.terminate()
        process.wait(20)
    feature["properties"] = {}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert run(["serve", "--geo", str(file), "--workspace", str(folder), "--lang", "en"], os.environ) == 2
    assert "neither code nor name" in capsys.readouterr().err
