"""Supervision on the page: an item is assigned, reported with evidence, sent back, reported again, verified and closed."""


def step(page, name):
    page.click(f"[role=dialog] button[aria-pressed]:text-is('{name}')")


def acts(page, name):
    page.fill("[role=dialog] input[autocomplete=name]", name)


def send(page, name, done):
    page.click(f"[role=dialog] form button:text-is('{name}')")
    page.wait_for_selector(f".notice:has-text('{done}')")


def test_a_report_is_made_with_evidence_and_verified_by_somebody_else(own, reads, tmp_path):
    (tmp_path / "list.csv").write_text("企业\n甲\n", encoding="utf-8")
    reader = reads("en", url=own.url)
    page = reader.goes("/supervise")
    page.click("li:has-text('001-001') a:text-is('Report')")
    page.fill("[role=dialog] form input[inputmode=decimal]", "1.3")
    page.locator("[role=dialog] form label:has-text('Its unit') input").fill("万亿元")
    page.locator("[role=dialog] form label:has-text('Period') input").fill("2025")
    page.set_input_files("[role=dialog] form input[type=file]", tmp_path / "list.csv")
    acts(page, "Li")
    send(page, "Report", "Reported")
    page.wait_for_selector("[role=dialog] ol .report:has-text('list.csv')")

    step(page, "Verify")
    page.wait_for_selector("[role=dialog] form:has-text('Li reported on this item and cannot verify it')")
    acts(page, "Wang")
    page.wait_for_selector("[role=dialog] form:has-text('Who verifies is not who reported')")
    send(page, "Verify", "Verified")
    step(page, "Close")
    send(page, "Close", "Closed")
    page.wait_for_selector("[role=dialog] .badge:has-text('closed')")
    page.locator("[role=dialog] ol button.figure").click()
    page.wait_for_selector("[role=dialog] >> text=list.csv")
    assert reader.complaints == []


def test_what_is_refused_says_why_and_a_step_is_taken_back(own, reads):
    page = reads("en", url=own.url).goes("/supervise?open=001-001&do=report")
    page.fill("[role=dialog] form input[inputmode=decimal]", "many")
    acts(page, "Li")
    page.click("[role=dialog] form button:text-is('Report')")
    page.wait_for_selector("[role=alert] li:has-text('value')")
    page.fill("[role=dialog] form input[inputmode=decimal]", "")
    page.fill("[role=dialog] form textarea", "under way")
    send(page, "Report", "Reported")
    page.wait_for_selector("[role=dialog] .badge:has-text('reported')")
    page.click(".notice button:has-text('Undo')")
    page.wait_for_selector("[role=dialog] .badge:has-text('assigned')")


def test_who_acts_is_remembered_on_this_machine(own, reads):
    reader = reads("zh", url=own.url)
    acts(reader.goes("/supervise?open=001-001&do=remind"), "督查室")
    assert reader.goes("/supervise?assign=1").input_value("[role=dialog] input[autocomplete=name]") == "督查室"


def test_a_plan_is_assigned_to_the_units_that_it_names_and_what_is_left_out_says_why(own, reads):
    page = reads("en", url=own.url).goes("/supervise?assign=1")
    page.click("button:has-text('All targets of a plan')")
    page.select_option("[role=dialog] select", "linjiang")
    page.locator("[role=dialog] form input[type=date]").first.fill("2027-06-30")
    send(page, "Assign", "Assigned")
    page.wait_for_selector("[role=dialog] td:has-text('the plan names no unit')")


def test_a_target_says_since_when_it_is_under_supervision(own, reads):
    page = reads("en", url=own.url).goes("/board?open=001-001")
    page.click("[role=dialog] a:has-text('See its life')")
    page.wait_for_selector("[role=dialog]:has-text('What can be done now')")


def test_the_days_to_come_go_into_a_calendar(own, reads):
    page = reads("en", url=own.url).goes("/supervise")
    with page.expect_download() as got:
        page.click("button:has-text('Calendar file')")
    assert "BEGIN:VCALENDAR" in got.value.path().read_text("utf-8")
