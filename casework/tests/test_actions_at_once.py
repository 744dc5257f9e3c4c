"""Two people with one action, and two actions for one case, at the same moment."""

import pytest

from casework import audit
from casework.choices import ActionStatus, Event
from casework.errors import WrongMoment
from casework.models import Action, AuditEntry
from casework.tests.action_factories import A_DAY_AFTER, make_action, make_item
from casework.tests.factories import make_administrator
from casework.tests.test_races import at_once, refusals
from casework.workflows import actions

pytestmark = pytest.mark.usefixtures("restored_database")
BY_LINK = audit.ACTION_OWNER


@pytest.mark.postgres
def test_actions_agreed_at_once_have_numbers_of_their_own():
    item, actor = make_item(), make_administrator()

    at_once(6, lambda number: make_action(item, title=f"Visit flat {number}", actor=actor))

    numbers = list(Action.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5, 6]


@pytest.mark.postgres
def test_an_action_is_completed_or_refused_and_the_other_is_told():
    action = make_action(make_item())

    def answer(number):
        if number:
            return actions.complete(action=action, result="Seen", actor=BY_LINK, now=A_DAY_AFTER)
        return actions.refuse(action=action, reason="No", actor=BY_LINK, now=A_DAY_AFTER)

    results = at_once(2, answer)

    assert refusals(results) == 1
    assert any(isinstance(result, WrongMoment) for result in results)
    action.refresh_from_db()
    assert action.status in (ActionStatus.COMPLETED, ActionStatus.RETURNED)
    assert action.updates.count() == 2
    assert AuditEntry.objects.filter(event=Event.ACTION_CHANGED).count() == 1
