"""How units score; the expected figures are worked by hand from the published formula."""

from datetime import date

import polars as pl
import pytest

from gongfu.supervision import item_scores, unit_scores
from gongfu.supervision.score import FORMULA, WEIGHTS

DAY = date(2025, 6, 30)
NO_VERDICTS = pl.DataFrame(schema={"commitment_id": pl.String, "status": pl.String})


def scored(lives, verdicts=NO_VERDICTS, due=date(2025, 3, 31), day=DAY):
    """Score items that are given as lists of (status, month, day) in 2025, and who set it where that is not the usual."""
    items = pl.DataFrame(
        [(key, "c-" + key, key.split()[0], due) for key in lives],
        schema={"entry_id": pl.String, "subject_id": pl.String, "unit_id": pl.String, "due": pl.Date}, orient="row",
    )  # fmt: skip
    statuses = pl.DataFrame(
        [
            (key, step, status, date(2025, month, dom), (*who, "甲" if status == "reported" else "乙")[0])
            for key, life in lives.items()
            for step, (status, month, dom, *who) in enumerate(life, start=1)
        ],
        schema={"entry_id": pl.String, "step": pl.Int64, "status": pl.String, "since": pl.Date,
                "set_by": pl.String}, orient="row",
    )  # fmt: skip
    return item_scores(items, statuses, verdicts, day=day)


def parts(frame):
    return {
        row[0]: row[1:] for row in frame.select("entry_id", "timely", "sound", "result", "known", "score").iter_rows()
    }


BEGUN = ("assigned", 1, 1)


def test_the_parts_of_an_item_are_those_of_the_formula():
    found = parts(
        scored(
            {
                "u in time": [BEGUN, ("reported", 3, 31), ("verified", 4, 2)],
                "u late": [BEGUN, ("reported", 4, 1), ("verified", 4, 2)],
                "u twice": [BEGUN, ("reported", 3, 1), ("sent_back", 3, 2), ("reported", 5, 1), ("verified", 5, 2)],
                "u back": [BEGUN, ("reported", 3, 1), ("sent_back", 3, 2)],
                "u waits": [BEGUN, ("reported", 3, 1)],
                "u silent": [BEGUN],
            }
        )
    )
    assert found == {
        "u in time": (1.0, 1.0, None, 0.6, pytest.approx(100)),
        "u late": (0.5, 1.0, None, 0.6, pytest.approx(100 * (0.2 + 0.2) / 0.6)),
        "u twice": (1.0, 0.5, None, 0.6, pytest.approx(100 * (0.4 + 0.1) / 0.6)),
        "u back": (1.0, 0.0, None, 0.6, pytest.approx(100 * 0.4 / 0.6)),
        "u waits": (1.0, None, None, 0.4, pytest.approx(100)),
        "u silent": (0.0, None, None, 0.4, 0.0),
    }


def test_verdicts_count_and_what_cannot_be_measured_does_not():
    lives = {f"u {name}": [BEGUN] for name in ("attained", "on_track", "behind", "missed", "not_measurable", "unheard")}
    verdicts = pl.DataFrame(
        [("c-" + key, key.split()[1]) for key in lives if key != "u unheard"], schema=NO_VERDICTS.schema, orient="row"
    )
    found = parts(scored(lives, verdicts, due=date(2025, 12, 31)))
    assert {key: (result, score) for key, (_, _, result, _, score) in found.items()} == {
        "u attained": (1.0, pytest.approx(100)), "u on_track": (1.0, pytest.approx(100)),
        "u behind": (0.5, pytest.approx(50)), "u missed": (0.0, 0.0),
        "u not_measurable": (None, None), "u unheard": (None, None),
    }  # fmt: skip


def test_a_unit_without_anything_known_has_no_score_and_stands_last():
    frame = scored({"new 1": [BEGUN], "old 1": [BEGUN]}, due=date(2025, 12, 31))
    mixed = pl.concat([frame.filter(pl.col("unit_id") == "new"), scored({"old 1": [BEGUN]})])
    found = unit_scores(mixed).select("unit_id", "items", "scored", "score").rows()
    assert found == [("old", 1, 1, 0.0), ("new", 1, 0, None)]


def test_the_score_of_a_unit_is_the_mean_of_the_items_that_have_one():
    late_and_silent = scored({"u 1": [BEGUN, ("reported", 4, 1)], "u 2": [BEGUN], "u 3": [("assigned", 6, 30)]})
    assert late_and_silent["score"].to_list() == [50.0, 0.0, 0.0]
    assert unit_scores(late_and_silent).select("items", "scored", "timely").row(0) == (3, 3, pytest.approx(0.5 / 3))


def test_what_happened_after_the_day_is_not_known_on_it():
    frame = scored({"u 1": [BEGUN, ("reported", 7, 1)], "u 2": [("assigned", 7, 1)]}, due=date(2025, 12, 31))
    assert parts(frame) == {"u 1": (None, None, None, 0.0, None)}


def test_the_published_formula_names_every_weight():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    for text in (FORMULA.zh, FORMULA.en):
        assert all(f"{weight:g}" in text for weight in WEIGHTS.values())
        assert "{" not in text


def test_what_its_reporter_verified_counts_as_not_verified_by_another_and_what_was_withdrawn_does_not_count():
    found = parts(
        scored(
            {
                "u other": [BEGUN, ("reported", 3, 1), ("verified", 3, 2)],
                "u own": [BEGUN, ("reported", 3, 1), ("verified", 3, 2, "甲")],
                "u first of two": [
                    BEGUN, ("reported", 3, 1, "丙"), ("sent_back", 3, 2), ("reported", 3, 3), ("verified", 3, 4, "丙"),
                ],
                "u gone": [BEGUN, ("withdrawn", 2, 1)],
            }
        )
    )  # fmt: skip
    assert {key: row[:2] for key, row in found.items()} == {
        "u other": (1.0, 1.0), "u own": (1.0, None), "u first of two": (1.0, None),
    }  # fmt: skip
