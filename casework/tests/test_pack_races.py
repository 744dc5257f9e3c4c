"""Two administrators issue the summary at the same moment: one version, the other is told."""

import pytest

from casework.choices import Message
from casework.models import Notice, Pack
from casework.tests.factories import make_administrator
from casework.tests.pack_factories import PACK_DUE, SEATS, make_asking_meeting
from casework.tests.test_races import at_once, refusals
from casework.workflows import packs

pytestmark = [pytest.mark.usefixtures("restored_database"), pytest.mark.postgres]


def test_two_administrators_issue_one_version_and_everyone_is_told_once():
    meeting = make_asking_meeting()
    actors = [make_administrator(), make_administrator()]

    results = at_once(
        2, lambda number: packs.issue(meeting=meeting, actor=actors[number], now=PACK_DUE)
    )

    assert refusals(results) == 1
    assert Pack.objects.get().version == 1
    assert Notice.objects.filter(message=Message.PACK_ISSUED).count() == len(SEATS)
