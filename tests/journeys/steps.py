"""What each person does on their pages, in their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import expect

from tests.house import waited

HOME = "/c/northgate/"


def button(page: Any, name: str, *, among: str = "main") -> Any:
    """The button of that name."""
    return page.locator(among).get_by_role("button", name=name, exact=True)


def press(page: Any, name: str, *, among: str = "main") -> None:
    """Press the button of that name."""
    button(page, name, among=among).click()


def follow(page: Any, link: Any) -> None:
    """Press what leads to another page, and be there: a look at the page that is being left would be of neither."""
    with page.expect_navigation():
        link.click()


def hand_in(page: Any, code: str, file: dict[str, Any], *, looking: str = "") -> str:
    """From the learner's home to the receipt: open, choose a file, answer, declare, check, hand in. Its number."""
    page.locator("li", has_text=code).get_by_role("link", name="Open").first.click()
    page.set_input_files("#file", file)
    if looking:
        page.get_by_label(looking).check()
    page.locator("#declared").check()
    press(page, "Check and hand in")
    expect(page.locator("h1")).to_have_text(f"Hand in {code}?")
    expect(page.locator(".facts")).to_contain_text(file["name"])
    press(page, "Hand it in")
    expect(page.locator("h1")).to_have_text(f"{code} is handed in.")
    found = re.search(r"CS-[0-9A-F]{8}", page.inner_text("main"))
    assert found is not None
    return found.group()


def allocate(page: Any, learner: str, code: str, assessor: str) -> None:
    """The centre admin gives a submission to an assessor."""
    page.goto(f"{HOME}office/allocate/")
    page.get_by_role("link", name=f"Allocate {learner}, {code}").click()
    page.get_by_label("Assessor").select_option(label=assessor)
    press(page, "Allocate")
    expect(page.locator(".msgs")).to_have_text(f"{code} of {learner} is now with {assessor}.")


def open_for_marking(page: Any, learner: str, code: str) -> None:
    """The assessor opens it from the queue."""
    page.goto(f"{HOME}mark/")
    press(page, f"Open and mark {learner}, {code}")
    expect(page.locator("h1")).to_have_text(f"Mark {learner}’s {code}, then sign")


def enter(page: Any, values: Mapping[str, str]) -> None:
    """Give each part its mark, or its decision, by the part's code."""
    for code, value in values.items():
        field = page.locator(f'[name="mark-{code}"]')
        if value.isdecimal():
            field.fill(value)
        else:
            page.locator(f'label:has([name="mark-{code}"][value="{value}"])').click()


def write(page: Any, codes: list[str], strength: str, area: str) -> None:
    """Feedback in every part."""
    for code in codes:
        if page.locator(f'[id="words-{code}"]:not([open])').count():
            page.locator(f'[id="words-{code}"] > summary').click()
        page.locator(f'[name="strengths-{code}"]').fill(f"{strength} ({code})")
        page.locator(f'[name="areas-{code}"]').fill(f"{area} ({code})")


def saved(page: Any) -> None:
    """The desk says that nothing is left to save."""
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Draft saved \d\d:\d\d$"))


def sign(page: Any) -> None:
    """The assessor signs."""
    press(page, "Sign and next")
    expect(page.locator("main")).to_contain_text("Signed. It goes to quality assurance")


def call_in(page: Any, learner: str, code: str) -> None:
    """The IQA calls a signed sheet in from the list."""
    page.goto(f"{HOME}check/")
    page.get_by_role("link", name=f"Check {learner}, {code}").click()
    press(page, "Call in")
    expect(page.locator("main")).to_contain_text("Called in. Give your own marks beside the assessor’s.")


def countersign(page: Any, learner: str, code: str) -> None:
    """The IQA countersigns what was entered and finds the sheet among those to release."""
    press(page, "Countersign")
    expect(page.locator("main")).to_contain_text("Countersigned.")
    page.goto(f"{HOME}check/")
    page.locator("section", has_text="Ready to release").get_by_role("link", name=f"Release {learner}, {code}").click()


def release(page: Any) -> None:
    """The IQA gives the result to the learner."""
    press(page, "Release to the learner")
    expect(page.locator("main")).to_contain_text("Released. The learner has been told")


def read_result(page: Any, code: str) -> None:
    """The learner opens the result from home."""
    page.goto(HOME)
    page.locator("li", has_text=f"Your result for {code}").get_by_role("link", name="Read the result").click()
    expect(page.locator("h1")).to_contain_text(f"Your result for {code}")


def printed_form(page: Any) -> bytes:
    """The stored PDF, once the worker has made it: the result page offers it after a reload."""
    link = page.get_by_role("link", name="Mark sheet (PDF)")

    def offered() -> bool:
        page.reload()
        return bool(link.count())

    waited("The printed form", offered, seconds=60, every=0.3)
    with page.expect_download() as coming:
        link.click()
    body: bytes = coming.value.path().read_bytes()
    return body


def prints() -> bool:
    """Whether this computer has what the printed form needs."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True
