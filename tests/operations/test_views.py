"""Saved views, as a page keeps and lists them."""

import pytest

ADDRESS = "/plans?verdict=behind&lang=zh#001-004"


def test_a_view_is_saved_listed_replaced_and_removed(gongfu, workspace):
    assert gongfu("views", "save", "滞后的目标", ADDRESS).code == 0
    (row,) = gongfu("views", "list").rows
    assert (row["name"], row["address"], row["made_by"]) == ("滞后的目标", ADDRESS, "tester")
    gongfu("views", "save", " 滞后的目标 ", "/plans")
    assert [row["address"] for row in gongfu("views", "list").rows] == ["/plans"]
    gone = gongfu("views", "remove", "滞后的目标")
    assert gongfu("views", "list").rows == []
    gongfu("workspace", "undo", gone.json["version"])
    assert [row["address"] for row in gongfu("views", "list").rows] == ["/plans"]


@pytest.mark.parametrize(
    "address",
    [
        "plans",
        "//evil.example/plans",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "/a\nb",
        "/" + "a" * 3000,
    ],
)
def test_an_address_of_another_site_is_refused(gongfu, workspace, address):
    said = (
        gongfu("views", "save", "x", "--", address)
        if not address.startswith("/")
        else gongfu("views", "save", "x", address)
    )
    assert said.code == 2
    assert gongfu("views", "list").rows == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_view_needs_a_name(gongfu, workspace, name):
    assert gongfu("views", "save", name, "/plans").code == 2


def test_a_view_that_is_not_there_cannot_be_removed(gongfu, workspace):
    gongfu("views", "save", "一", "/plans")
    said = gongfu("views", "remove", "二")
    assert said.code == 3
    assert "一" in said.err
