"""An action's owner without an account reads the one action and answers it."""

import pytest
import time_machine

from casework import audit, links, notices
from casework.choices import ActionStatus, Message
from casework.errors import LinkRefused
from casework.models import Notice
from casework.tests.action_factories import A_DAY_AFTER, complete_item, make_action, make_item
from casework.tests.factories import agency_called, make_chair, put
from casework.tests.receipt_factories import again, open_by_code
from casework.tests.signin import BUCKS, visitor, words_of
from casework.workflows import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(A_DAY_AFTER, tick=False) as clock:
        yield clock


@pytest.fixture
def action():
    return make_action(make_item())


@pytest.fixture
def client():
    return visitor(BUCKS)


def link_of(action) -> str:
    return f"/action/{links.token_of(again(action))}/"


def opened(client, action) -> str:
    link = link_of(action)
    open_by_code(client, action, link)
    return link


def answer(client, link, verb, **said):
    return client.post(f"{link}answer/{verb}/", said, follow=True)


def test_the_email_leads_to_the_link_and_the_code_opens_the_action(client, action):
    complete_item(action.item)
    actions.tell(item=action.item, now=A_DAY_AFTER)
    body = notices.compose(Notice.objects.get(message=Message.ACTION_AGREED)).body
    assert link_of(action) in body and "Visit" not in body

    page = words_of(client.get(f"{opened(client, action)}read/"))

    for words in ("Visit the flat with the landlord", "Ask about the boiler.", "8 January 2027"):
        assert words in page
    assert "A gas safety certificate is seen." in page
    assert action.case.reference in page
    assert "Jane" not in page and "Ashworth" not in page


def test_the_page_shows_this_action_only(client, action):
    make_action(action.item, title="Canary another one", owner_name="Ivo Reed")
    text = "Canary: keep Jane in her flat."
    put(action, recommendation=action.item.recommendations.create(number=1, text=text))

    page = words_of(client.get(f"{opened(client, action)}read/"))

    assert "Canary" not in page and "Ivo Reed" not in page


def test_the_owner_accepts_says_how_it_goes_and_completes(client, action):
    link = opened(client, action)
    offered = words_of(client.get(f"{link}read/"))
    for words in ("Accept", "Give an update", "Complete", "I cannot do this"):
        assert words in offered

    assert "Accepted" in words_of(answer(client, link, "accept"))
    assert "The landlord comes on Monday." in words_of(
        answer(client, link, "update", text="The landlord comes on Monday.")
    )
    done = answer(client, link, "complete", result="The certificate is here.")

    found = again(action)
    assert (found.status, found.result) == (ActionStatus.COMPLETED, "The certificate is here.")
    assert "Action completed" in words_of(done)
    assert [update.by for update in found.updates.all()][1:] == ["Fay Moss"] * 3
    assert "Action completed" in words_of(client.get(f"{link}read/"))


def test_when_it_is_done_the_link_says_so_everywhere_else(client, action):
    link = opened(client, action)
    answer(client, link, "complete", result="The certificate is here.")

    for page in (client.get(link), client.post(link), visitor(BUCKS).get(f"{link}read/")):
        assert page.status_code == 410
        assert "This action is done" in words_of(page)
    late = client.post(f"{link}answer/update/", {"text": "More."})
    assert late.status_code == 410
    assert again(action).status == ActionStatus.COMPLETED


def test_an_action_that_the_panel_ended_says_so(client, action):
    link = link_of(action)
    put(action, status=ActionStatus.NOT_ACHIEVED)

    assert "The panel has ended this action" in words_of(client.get(link))


def test_the_owner_says_that_they_cannot_and_the_action_waits_for_the_chair(client, action):
    link = opened(client, action)

    page = words_of(answer(client, link, "refuse", reason="I leave in January."))

    assert again(action).status == ActionStatus.RETURNED
    assert "The chair decides what becomes of the action" in page
    assert "Give an update" not in page


@pytest.mark.parametrize(
    ("verb", "box"), [("update", "text"), ("complete", "result"), ("refuse", "reason")]
)
def test_an_answer_without_words_says_so_beside_the_box(client, action, verb, box):
    link = opened(client, action)

    page = client.post(f"{link}answer/{verb}/", {box: "  "})

    assert page.status_code == 422
    assert f'id="id_{box}-error"' in words_of(page)
    assert "<title>Error: " in words_of(page)
    assert again(action).status == ActionStatus.AGREED


def test_what_is_not_possible_now_is_refused_and_nothing_typed_is_lost(client, action):
    link = opened(client, action)
    put(action, status=ActionStatus.ACCEPTED)

    page = client.post(f"{link}answer/refuse/", {"reason": "I leave in January."})

    assert page.status_code == 409
    assert "I leave in January." in words_of(page)
    assert again(action).status == ActionStatus.ACCEPTED


@pytest.mark.parametrize("verb", ["verify", "close", "hand-on", "other"])
def test_what_only_the_chair_may_do_is_not_there(client, action, verb):
    link = opened(client, action)

    page = client.post(f"{link}answer/{verb}/", {"reason": "No."})

    assert page.status_code == 404
    assert again(action).updates.count() == 1


def test_nothing_is_answered_without_a_code(client, action):
    link = link_of(action)

    assert client.get(f"{link}read/").url == link
    assert client.post(f"{link}answer/accept/").url == link
    assert again(action).status == ActionStatus.AGREED


def test_an_action_that_was_handed_on_leaves_its_former_owner_with_nothing(client, action):
    link = opened(client, action)
    client.post(link)
    complete_item(action.item)
    actions.tell(item=action.item, now=A_DAY_AFTER)

    actions.hand_on(
        action=action,
        owner_agency=agency_called("beechwood-vale"),
        owner_name="Ivo Reed",
        owner_email="ivo.reed@example.org",
        due_on=action.due_on,
        actor=make_chair(),
        now=A_DAY_AFTER,
    )

    assert client.get(f"{link}read/").status_code == 410
    assert client.post(f"{link}answer/accept/").status_code == 410
    visitor(BUCKS).post(link_of(action))
    code, token = links.code_of(again(action)), links.token_of(again(action))
    former = Notice.objects.filter(recipient="fay.moss@example.org")
    for notice in former:
        body = notices.compose(notice).body
        assert code not in body and token not in body
    assert former.filter(message=Message.ACTION_CODE).exists()


def test_a_former_owner_who_was_half_way_changes_nothing(action):
    stale = again(action)
    row = again(action)
    links.renew(row, expires_at=row.expires_at)
    row.save(update_fields=links.LINK_FIELDS)

    with pytest.raises(LinkRefused, match="replaced"):
        actions.accept(action=stale, actor=audit.ACTION_OWNER, now=A_DAY_AFTER)

    assert again(action).status == ActionStatus.AGREED
