"""What goes wrong ends in a message that names everything, in an exit code, and never in a traceback."""

import json

import pytest

from gongfu.operations.parameters import Argument
from gongfu.operations.registry import operations


@pytest.mark.parametrize(("how", "code"), [("conflict", 4), ("missing", 3), ("other", 1)])
def test_each_kind_of_error_has_its_exit_code(call, how, code):
    said = call("fail", how)
    assert (said.code, said.out) == (code, "")
    assert "Traceback" not in said.err


def test_an_error_names_every_offender_and_how_to_mend_it(call):
    assert call("fail", "conflict").err.splitlines() == [
        "error: two people changed it",
        "  - row 1",
        "  - row 2",
        "what to do: read it again",
    ]


def test_an_error_is_one_object_of_json_when_json_was_asked_for(call):
    said = call("fail", "conflict", "--json")
    assert json.loads(said.err) == {
        "error": "two people changed it", "offenders": ["row 1", "row 2"], "mend": "read it again",
    }  # fmt: skip
    assert said.out == ""


def test_an_unexpected_error_says_where_to_report_it_and_shows_the_traceback_only_when_asked(call):
    said = call("fail", "other")
    assert "ZeroDivisionError: a fault of ours" in said.err
    assert "--debug" in said.err
    with pytest.raises(ZeroDivisionError):
        call("fail", "other", "--debug")


def test_an_unknown_command_asks_what_was_meant(call):
    said = call("tabel")
    assert said.code == 2
    assert said.err.splitlines() == ["error: there is no command tabel", "what to do: did you mean: table?"]


def test_an_unknown_command_inside_a_group_asks_what_was_meant(call):
    assert "did you mean: show?" in call("table", "shwo").err


def test_an_unknown_option_asks_what_was_meant(call):
    said = call("add", "1", "--lable", "x")
    assert said.code == 2
    assert "did you mean: --label" in said.err


def test_nothing_near_points_to_the_help(call):
    assert call("xyzzy").err.splitlines()[-1] == "what to do: how to use it: gongfu --help"


def test_every_wrong_value_is_named_at_once(call):
    said = call("add", "one", "--sign", "times")
    assert said.code == 2
    assert "NUMBER: 'one': expected a whole number" in said.err
    assert "--sign: 'times': expected one of: plus, minus" in said.err


def test_a_missing_argument_is_named(call):
    assert call("add").err.startswith("error: NUMBER is missing")


NEEDS = {name: [p for p in each.parameters if p.required] for name, each in operations().items()}


@pytest.mark.parametrize("name", [name for name, needed in NEEDS.items() if needed])
def test_every_operation_names_each_thing_that_it_needs_and_was_not_given(call_gongfu, name):
    said = call_gongfu(*name.split())
    needed = [p.metavar if isinstance(p.how, Argument) else p.flag for p in NEEDS[name]]
    assert said.code == 2
    assert [thing for thing in needed if f"{thing} is missing" not in said.err] == []


def test_an_argument_too_many_is_named(call):
    said = call("fail", "conflict", "twice", "thrice")
    assert said.code == 2
    assert "'twice'" in said.err
    assert "'thrice'" in said.err


def test_an_option_without_its_value_is_named(call):
    assert call("add", "1", "--label").err.startswith("error: --label needs a value")


def test_a_missing_file_suggests_a_near_name(call, tmp_path):
    (tmp_path / "plan-2021.docx").touch()
    said = call("read", tmp_path / "plan-2012.docx")
    assert said.code == 2
    assert "there is no such file did you mean: plan-2021.docx?" in said.err


def test_a_folder_is_no_file(call, tmp_path):
    assert "is a folder, expected a file" in call("read", tmp_path).err


def test_a_negative_page_is_refused(call):
    said = call("table", "show", "--limit", "-1", "--offset", "-2")
    assert said.code == 2
    assert "--limit" in said.err
    assert "--offset" in said.err


def test_errors_speak_the_language_of_the_person(call):
    assert call("tabel", LANG="zh_CN.UTF-8").err.splitlines() == ["错误：没有命令 tabel", "办法：是不是：table？"]


def test_an_interruption_has_its_own_code(call, monkeypatch):
    def interrupt(*arguments, **settings):
        raise KeyboardInterrupt

    monkeypatch.setattr("gongfu.cli.main.tree", interrupt)
    said = call("add", "1")
    assert (said.code, said.err) == (130, "interrupted\n")
