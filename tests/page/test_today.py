"""What today asks for leads to where it is done."""


def test_every_step_of_today_leads_to_a_view_that_shows_what_it_speaks_of(reads, served):
    rows = served.rows("/api/v1/today?lang=en")
    reader = reads("en")
    for address in sorted({row["page"] for row in rows}):
        page = reader.goes(address)
        assert "no such page" not in page.inner_text("main"), address
        if "open=" in address:
            assert page.locator("[role=dialog] h2").count() >= 1, address
        if "is." in address:
            assert "Clear conditions" in page.inner_text("main"), address
    assert reader.complaints == []


def test_whether_a_series_measures_a_target_is_decided_on_the_page_and_can_be_taken_back(own, reads):
    page = reads("en", url=own.url).goes("/board?tab=matches&is.used=false")
    before = page.locator("tbody tr[data-at]").count()
    assert before > 0
    page.locator("tbody tr[data-at='0'] td").first.click()
    page.fill("[role=dialog] label:has-text('Why') input", "another grade")
    page.click("[role=dialog] button:text-is('They are one')")
    page.wait_for_selector(".notice:has-text('Decided')")
    page.wait_for_selector("[role=dialog]", state="detached")
    page.click(".notice button:text-is('Undo')")
    page.wait_for_selector(".notice:has-text('Taken back')")


def test_what_was_typed_for_one_commitment_is_not_kept_for_the_next(reads):
    page = reads("en").goes("/plans/linjiang?open=linjiang-001")
    page.click("[role=dialog] button:text-is('Correct')")
    page.fill("[role=dialog] label:has-text('number') input", "77")
    page.locator("tbody tr:has-text('linjiang-002') td").first.click()
    page.wait_for_selector("[role=dialog]:has-text('linjiang-002')")
    page.click("[role=dialog] button:text-is('Correct')")
    assert page.input_value("[role=dialog] label:has-text('number') input") != "77"
