"""The tree is made of what the rows are: a record more or less changes no other id."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongfu.plan.tree import Head, Item, Title, tree

HEAD = Head("f" * 64, "plan-1", "source-1", "r1", "上海市", date(2023, 6, 1))
PATHS = [
    (),
    ("一、目标",),
    ("二、任务", "(一)延链提档行动"),
    ("二、任务", "(一)延链提档行动", "1.做强"),
    ("二、任务", "(二)绿色领跑行动"),
]
UNITS = ["市经信委", "市经济信息化委", "各区政府", "市財政局"]


def commitment(start, path=(), responsible=(), **more):
    fields = {"indicator": f"i{start}", "value": 1.0, "responsible": list(responsible), "section": " > ".join(path)}
    return Item("commitment", start, start + 3, f"chars:{start}-{start + 3}", path, fields, **more)


def task(start, end, path=()):
    return Item("task", start, end, f"chars:{start}-{end}", path, {"verb": "建设", "object": "x", "responsible": []})


items = st.lists(
    st.builds(
        commitment,
        st.integers(0, 500).map(lambda place: place * 4),
        st.sampled_from(PATHS),
        st.lists(st.sampled_from(UNITS), max_size=3, unique=True),
    ),
    unique_by=lambda item: item.start,
    max_size=12,
)


def ids(tables):
    rows = tables.commitment
    if rows.is_empty():
        return {}
    names = ("commitment_id", "section_id", "action_id")
    return {start: row for start, *row in rows.select("start", *names).iter_rows()}


@given(items, st.data())
def test_a_record_more_changes_no_other_id(found, data):
    more = data.draw(st.integers(0, len(found)))
    fewer, all_ids = ids(tree(HEAD, found[more:])), ids(tree(HEAD, found))
    assert fewer == {start: all_ids[start] for start in fewer}


@given(items, st.randoms())
def test_the_order_of_the_records_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert tree(HEAD, shuffled).commitment.equals(tree(HEAD, found).commitment)


def test_another_document_has_other_ids():
    other = Head("e" * 64, "plan-1", "source-1")
    assert ids(tree(HEAD, [commitment(4)])) != ids(tree(other, [commitment(4)]))


def test_a_commitment_belongs_to_the_task_that_holds_it():
    tables = tree(HEAD, [task(0, 9), task(10, 20), commitment(2), commitment(15), commitment(19), commitment(30)])
    first, second = tables.task["task_id"]
    assert tables.commitment["task_id"].to_list() == [first, second, None, None]


def test_sections_hold_each_other_and_keep_the_order_of_the_document():
    titles = [Title(path) for path in PATHS[1:]]
    tables = tree(HEAD, [commitment(4, PATHS[3])], titles)
    rows = tables.section.select("title", "depth", "parent_id", "section_id").rows()
    assert [row[:2] for row in rows] == [
        ("一、目标", 1), ("二、任务", 1), ("(一)延链提档行动", 2), ("1.做强", 3), ("(二)绿色领跑行动", 2),
    ]  # fmt: skip
    assert rows[3][2] == rows[2][3]
    assert tables.commitment["section_id"].to_list() == [rows[3][3]]


def test_a_heading_in_another_script_is_the_same_section():
    here, there = tree(HEAD, [commitment(4, ("二、專項行動",))]), tree(HEAD, [commitment(4, ("二、专项行动",))])
    assert here.section["section_id"].to_list() == there.section["section_id"].to_list()


def test_a_summary_and_the_article_share_their_action():
    summary = ("第二,提出重点任务", "一是聚焦主导产业,实施延链提档行动")
    tables = tree(HEAD, [commitment(4, summary), commitment(40, PATHS[3]), commitment(80, action="延链提档行动")])
    assert tables.action["name"].to_list() == ["延链提档行动"]
    assert tables.commitment["action_id"].n_unique() == 1


def test_names_of_one_unit_are_one_unit_with_all_its_names():
    tables = tree(
        HEAD, [commitment(4, responsible=["市经信委", "各区政府"]), commitment(8, responsible=["市经济信息化委"])]
    )
    units = {row["name_zh"]: row["written"] for row in tables.unit.iter_rows(named=True)}
    assert units == {"上海市经济和信息化委员会": ["市经信委", "市经济信息化委"], "各区人民政府": ["各区政府"]}
    assert tables.responsibility["position"].to_list() == [1, 2, 1]


def test_roles_stand_beside_the_names_that_they_belong_to():
    tables = tree(HEAD, [commitment(4, responsible=["市经信委", "市财政局"], roles=("lead",))])
    assert tables.responsibility["role"].to_list() == ["lead", None]


def test_a_repeated_mention_points_at_the_first():
    tables = tree(HEAD, [commitment(4), commitment(8, same_as=(4, 7))])
    first, second = tables.commitment.select("commitment_id", "same_as").rows()
    assert second[1] == first[0]
    assert first[1] is None


def test_a_document_without_records_has_empty_tables():
    tables = tree(HEAD, [])
    assert tables.commitment.is_empty()
    assert tables.unit.is_empty()
