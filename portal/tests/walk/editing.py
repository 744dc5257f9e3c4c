"""An editor changes the form while somebody is filling it in, and after somebody sent it."""

from casework.models import Panel
from forms_pages import definition
from portal.story import people
from portal.tests.walk.cast import Board, live_document, sign_in


def an_editor_changes_the_form(board: Board, reference: str, visitor, addresses) -> None:
    """A label changes and a question is added; what was sent and what was begun stay."""
    beginner = visitor(f"{board.slug}-beginner")
    beginner.open(addresses.of(board.host, "/refer/"))
    beginner.press("Start now")
    editor = visitor(f"{board.slug}-editor", viewport={"width": 1400, "height": 1000})
    email = people.EDITORS_OF[board.slug].email
    sign_in(editor, addresses.of("cms.localhost", "/cms/"), email)
    form = Panel.objects.get(slug=board.panel).forms.get(purpose="referral").form_page
    section = form.get_children().specific().first()
    old = section.body[0].value["questions"][0].value["label"]
    editor.open(addresses.of("cms.localhost", f"/cms/pages/{section.pk}/edit/"))
    label = editor.page.locator('[name="body-0-value-questions-0-value-label"]')
    label.fill(f"{old} (today)")
    add_a_question(editor.page, "Is there anything else we should know first?")
    save_draft(editor.page)
    editor.look(f"{board.slug}-editor-section", axe=False)
    editor.open(addresses.of("cms.localhost", f"/cms/pages/{form.pk}/edit/"))
    editor.look(f"{board.slug}-editor-form", axe=False)
    publish(editor.page)
    form.refresh_from_db()
    assert form.live_version.number == 2, editor.reads()[:2000]
    labels = [q.get("label") for q in definition.questions_of(form.live_version.document)]
    assert f"{old} (today)" in labels
    assert "Is there anything else we should know first?" in labels
    sees_the_questions_as_they_were(board, old, beginner, visitor, addresses)
    editor.open(addresses.of("casework.localhost", f"/casework/referrals/{reference}/"))
    assert reference not in editor.reads()


def add_a_question(page, label: str) -> None:
    """Add a long-text question behind the last of the first page, by clicking."""
    asked = page.locator('[data-contentpath="questions"]').first
    before = names_of_labels(page)
    asked.locator(":scope .c-sf-add-button").last.click()
    page.get_by_role("option", name="Long text").first.click()
    page.wait_for_timeout(500)
    [name] = names_of_labels(page) - before
    page.locator(f'[name="{name}"]').fill(label)
    page.locator(f'[name="{name.removesuffix("label")}required"]').uncheck()


def names_of_labels(page) -> set[str]:
    boxes = page.locator('input[name$="-value-label"]')
    return set(boxes.evaluate_all("boxes => boxes.map(box => box.name)"))


def save_draft(page) -> None:
    page.keyboard.press("Control+s")
    page.wait_for_timeout(3000)


def publish(page) -> None:
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish").first.click()
    page.wait_for_load_state()


def sees_the_questions_as_they_were(board, old, beginner, visitor, addresses) -> None:
    start = addresses.of(board.host, "/refer/")
    first = live_document(board)["sections"][0]["pages"][0]["key"]
    beginner.open(f"{start}page/{first}/")
    assert f"{old} (today)" not in beginner.reads()
    newcomer = visitor(f"{board.slug}-newcomer")
    newcomer.open(start)
    newcomer.press("Start now")
    newcomer.open(f"{start}page/{first}/")
    assert f"{old} (today)" in newcomer.reads()
