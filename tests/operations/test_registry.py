"""What holds for every operation, and what the registry refuses."""

from datetime import date
from typing import Annotated

import pytest

from gongfu.cli.common import common_options
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.parameters import Argument
from gongfu.operations.registry import Operation, groups, operation, operations
from gongfu.operations.results import Lines, Record, Table
from gongfu.workspace.jobs import Counter

ALL = operations().values()


def enter(function, name="try it", into=None, **how):
    registry = {} if into is None else into
    operation(name, zh="试", en="Try", permission="read", into=registry, **how)(function)
    return registry[name]


def plain(name: Annotated[str, Argument(zh="名", en="name")]) -> Record:
    return Record({"name": name})


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_operation_speaks_both_languages_and_shows_an_example(each: Operation):
    said = [each.summary, *(parameter.help for parameter in each.parameters), *([each.notes] if each.notes else [])]
    for text in said:
        assert text.en.isascii(), text
        assert any("一" <= sign <= "鿿" for sign in text.zh), text
    assert each.examples
    assert all(example.startswith(each.name + " ") or example == each.name for example in each.examples)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_no_operation_has_an_option_that_is_common_to_all(each: Operation):
    common = {flag for option in common_options(each, "en") for flag in option.opts}
    own = {parameter.flag for parameter in each.parameters}
    assert own.isdisjoint({*common, "--help"})


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_group_says_what_it_is_for(each: Operation):
    *path, _ = each.name.split()
    assert all(word in groups() for word in path)


def test_a_name_is_given_once():
    registry: dict[str, Operation] = {}
    enter(plain, into=registry)
    with pytest.raises(TypeError, match="try it"):
        enter(plain, into=registry)


def test_a_parameter_without_a_mark_is_refused():
    def unmarked(name: str) -> Record:
        return Record({})

    with pytest.raises(TypeError, match="name"):
        enter(unmarked)


def test_a_result_that_no_surface_draws_is_refused():
    def text() -> str:
        return ""

    with pytest.raises(TypeError, match="result"):
        enter(text)


def test_a_job_needs_a_context_and_a_result_that_can_be_kept():
    def streams(context: Context) -> Lines:
        return Lines(iter(()))

    for function in (plain, streams):
        with pytest.raises(TypeError, match="job"):
            enter(function, long=True)


def test_what_an_operation_takes_and_gives_decides_its_common_options():
    def reads(context: Context, at: ReadAt) -> Table:
        raise NotImplementedError

    def flags(each: Operation) -> set[str]:
        return {flag for option in common_options(each, "en") for flag in option.opts}

    always = {"--json", "--quiet", "--debug", "--lang"}
    assert flags(enter(plain)) == always
    assert flags(enter(reads)) == always | {
        "--workspace", "--as-of", "--version", "--known-at", "--format", "--limit", "--offset", "-o", "--output",
    }  # fmt: skip


def test_run_supplies_what_the_function_asks_for(tmp_path):
    def reads(at: ReadAt, name: Annotated[str, Argument(zh="名", en="name")]) -> Record:
        return Record({"name": name, "day": at.as_of})

    at = ReadAt(as_of=date(2026, 1, 1))
    context = Context(tmp_path, "en", Counter(lambda standing: None), "tester")
    result = enter(reads).run(context, at, {"name": "x"})
    assert result.to_json() == {"name": "x", "day": "2026-01-01"}
