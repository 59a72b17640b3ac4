"""The brief opens from a disk without a service, in both languages, names its sources and prints."""

import re

import pytest

from gongfu.cli.main import run


@pytest.fixture(scope="module")
def brief(region, chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("brief")
    for lang in ("zh", "en"):
        written = ["brief", str(folder / f"{lang}.html"), "--workspace", str(region), "--lang", lang, "--quiet"]
        assert run(written, {}) == 0
    return folder


@pytest.fixture
def opened(chromium, brief):
    """Opens the file in a browser whose network is cut."""
    contexts = []

    def open_it(lang="en", width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="en-GB", offline=True)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on(
            "console", lambda said: page.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto((brief / f"{lang}.html").as_uri())
        page.wait_for_selector("ol li")
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("lang", "said"), [("zh", "已达成"), ("en", "attained")])
def test_it_opens_from_a_disk_in_both_languages_and_on_a_phone(opened, lang, width, said):
    page = opened(lang, width)
    assert said in page.inner_text("main")
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_language_can_be_changed_in_the_file(opened):
    page = opened("en")
    page.click("text=中文")
    page.wait_for_selector("h1:has-text('规划承诺简报')")


def test_every_target_has_a_footnote_whose_source_is_listed(opened):
    page = opened()
    sources = {
        re.match(r"source-(\d+)", each)[1] for each in page.eval_on_selector_all("ol li", "all => all.map(e => e.id)")
    }
    goals = page.eval_on_selector_all(
        "tbody tr td:nth-child(2)", "all => all.filter(e => e.closest('table').tHead).map(e => e.innerText)"
    )
    assert len(goals) > 100
    noted = [re.search(r"\[(\d+)", goal) for goal in goals]
    assert all(noted)
    assert {found[1] for found in noted} <= sources


def test_it_prints_on_paper_with_its_sources_at_the_end(opened):
    paper = opened("zh").pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= 3


def test_no_text_of_the_data_can_become_part_of_the_file(tmp_path, chromium):
    """A name that looks like the end of a script stays a name."""
    plan = "临江市</script><script>document.title='taken'</script>行动计划（2024—2026年）\n一、主要目标\n到2026年，建成绿色工厂120家以上。\n"
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    folder = ["--workspace", str(tmp_path / "workspace"), "--quiet"]
    assert run(["workspace", "init", *folder], {}) == 0
    assert (
        run(
            [
                "plan",
                "import",
                str(tmp_path / "plan.txt"),
                "--title",
                "</script><script>document.title='taken'</script>",
                *folder,
            ],
            {},
        )
        == 0
    )
    assert run(["brief", str(tmp_path / "brief.html"), *folder], {}) == 0
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "brief.html").as_uri())
    page.wait_for_selector("ol li")
    assert page.title() != "taken"
    context.close()
