import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.parameters import Argument, Option, Parameter, from_json, parameters_of, read, to_json
from gongfu.operations.results import Record


def work(
    context: Context,
    at: ReadAt,
    files: Annotated[list[Path], Argument(zh="文件", en="files")],
    kind: Annotated[Literal["a", "b"] | None, Option(zh="类", en="kind")] = None,
    day: Annotated[date, Option(zh="日", en="day", name="--on")] = date(2026, 1, 1),
    dry_run: Annotated[bool, Option(zh="试", en="try")] = False,
) -> Record:
    return Record({})


def test_a_signature_tells_type_number_choices_default_and_flag():
    parameters, supplied, result = parameters_of(work)
    files, kind, day, dry_run = parameters
    assert (files.type, files.many, files.required) == (Path, True, True)
    assert (kind.type, kind.choices, kind.default, kind.required) == (str, ("a", "b"), None, False)
    assert (day.flag, dry_run.flag) == ("--on", "--dry-run")
    assert supplied == {"context": Context, "at": ReadAt}
    assert result is Record


def test_a_type_that_no_surface_can_read_is_refused():
    def odd(where: Annotated[dict[str, str], Option(zh="", en="")]) -> Record:
        return Record({})

    with pytest.raises(TypeError, match="'where'"):
        parameters_of(odd)


@pytest.mark.parametrize(
    ("kind", "given_text", "expected"),
    [
        (int, "12", 12),
        (float, "1e3", 1000.0),
        (bool, "true", True),
        (date, "2026-02-28", date(2026, 2, 28)),
        (datetime, "2026-02-28T08:30+08:00", datetime(2026, 2, 28, 0, 30, tzinfo=UTC)),
        (Path, "a/b", Path("a/b")),
    ],
)
def test_text_is_read_as_its_type(kind, given_text, expected):
    assert read(Parameter("x", kind, Option("", "")), given_text) == expected


@pytest.mark.parametrize(
    ("kind", "given_text"), [(int, "1.5"), (float, "x"), (bool, "yes"), (date, "2026-02-30"), (datetime, "noon")]
)
def test_wrong_text_says_in_both_languages_what_is_expected(kind, given_text):
    with pytest.raises(ValueError) as caught:
        read(Parameter("x", kind, Option("", "")), given_text)
    said = caught.value.args[0]
    assert said.zh.startswith("应为")
    assert said.en.startswith("expected")


def test_a_word_that_is_no_choice_names_the_choices():
    with pytest.raises(ValueError) as caught:
        read(Parameter("x", str, Option("", ""), choices=("a", "b")), "c")
    assert "a, b" in caught.value.args[0].en


PARAMETERS, _, _ = parameters_of(work)


@given(
    files=st.lists(st.text("abc./é工", min_size=1).map(Path)),
    kind=st.sampled_from(["a", "b", None]),
    day=st.dates(),
    dry_run=st.booleans(),
)
def test_values_survive_being_stored_with_a_job(files, kind, day, dry_run):
    values = {"files": files, "kind": kind, "day": day, "dry_run": dry_run}
    stored = json.loads(json.dumps(to_json(PARAMETERS, values)))
    assert from_json(PARAMETERS, stored) == {**values, "files": [file.absolute() for file in files]}
