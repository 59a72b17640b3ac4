"""The scorer of tasks: what matches, what is counted."""

import pytest

from tests.plan.score_tasks import Score, match, score


def record(start, end, action="建设", **fields):
    base = {"start": start, "end": end, "action": action, "object_start": start + 2, "object_end": end}
    return {**base, "responsible": [], "deadline": 2025, **fields}


@pytest.mark.parametrize(
    ("predicted", "pairs"),
    [
        (record(0, 10), [(0, 0)]),
        (record(5, 10), [(0, 0)]),  # half of the longer span
        (record(6, 10), []),
        (record(0, 20), [(0, 0)]),
        (record(0, 21), []),
        (record(0, 10, "打造"), []),
        (record(10, 20), []),
    ],
)
def test_match_wants_half_of_the_longer_span_and_the_same_action(predicted, pairs):
    assert match([record(0, 10)], [predicted]) == pairs


def test_match_takes_each_record_once_and_larger_overlaps_first():
    assert match([record(0, 10)], [record(0, 8), record(0, 10)]) == [(0, 1)]
    assert match([record(0, 10), record(0, 8)], [record(0, 8), record(0, 10)]) == [(0, 1), (1, 0)]


def test_score_counts_attributes_over_matched_pairs():
    gold = [record(0, 10, responsible=["市科技局"]), record(20, 30), record(40, 50)]
    predicted = [
        record(0, 10, responsible=["市商务局"], deadline=2024),
        record(20, 30, object_start=28),
        record(60, 70),
    ]
    assert score(gold, predicted) == Score(gold=3, predicted=3, matched=2, responsible=1, deadline=1, object=1)
    assert score(gold, predicted).f1 == pytest.approx(2 / 3)


def test_scores_of_documents_are_pooled():
    total = score([record(0, 10)], [record(0, 10)]) + score([record(0, 10)], [])
    assert (total.gold, total.predicted, total.matched) == (2, 1, 1)


def test_score_of_nothing_is_zero():
    assert score([], []).f1 == 0
