"""The referral by keyboard alone: every step can be reached, seen and used without a mouse."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOSTS = ["bucks.localhost", "oxon.localhost"]
MOST_TABS = 60


def focused(page) -> str:
    return page.evaluate(
        "(document.activeElement.labels?.[0] || document.activeElement).innerText.trim()"
    )


def tab_to(page, text: str) -> None:
    """Press Tab until something with these words has the focus, and it can be seen to."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused(page).startswith(text):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"Tab never reaches “{text}” on {page.title()}")


def enter(page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("host", HOSTS)
def test_a_referral_is_begun_and_mended_by_keyboard_alone(host, visitor, addresses):
    page = visitor("keyboard").page
    page.goto(addresses.of(host, "/refer/"))

    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    tab_to(page, "Start now")
    enter(page)
    tab_to(page, "Continue")
    enter(page)
    tab_to(page, "Is anyone in danger now?")
    enter(page)
    tab_to(page, "Continue")
    enter(page)

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.classList.contains('govuk-error-summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.type === 'radio'")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[type=radio]:checked").count() == 1
    tab_to(page, "Continue")
    enter(page)

    assert not page.title().startswith("Error: ")
