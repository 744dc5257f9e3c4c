"""The reference lists in the CMS: own board only, by role, every change recorded."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail_modeladmin.helpers import AdminURLHelper

from casework.choices import Event, Role
from casework.models import (
    Agency,
    AuditEntry,
    DeclineReason,
    Holiday,
    Office,
    Panel,
    RiskMatrix,
    Seat,
)
from casework.tests.factories import (
    agency_called,
    board_called,
    make_holder,
    make_user,
    panel_called,
    seat_called,
)
from casework.tests.signin import cms_of, counted, visitor, words_of
from casework.workflows import members
from portal.boards import EDITORS
from portal.checks import registered_models
from portal.register import MODELS

pytestmark = pytest.mark.django_db
LISTS = (Agency, DeclineReason, Holiday, Office, Panel, RiskMatrix, Seat)


def into_the_cms(user):
    """Let somebody enter the CMS; that opens no list by itself."""
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return cms_of(user)


@pytest.fixture
def manager():
    """Somebody who keeps the adult board's settings."""
    return into_the_cms(make_holder(Role.BOARD_MANAGER, "bsab"))


@pytest.fixture
def superuser():
    return cms_of(make_user(is_superuser=True, is_staff=True))


def editor():
    user = make_user()
    user.groups.add(Group.objects.get(name=EDITORS.format(board="BSAB")))
    return cms_of(user)


def address(model, way="index", row=None):
    helper = AdminURLHelper(model)
    return helper.get_action_url(way, *([row.pk] if row else []))


def fields(client, model, row):
    """Return what the edit page of a row has in its boxes, ready to be sent again."""
    form = client.get(address(model, "edit", row)).context["form"]
    sent = {}
    for name, field in form.fields.items():
        value = field.prepare_value(form.initial.get(name))
        if value in (None, False):
            continue
        is_list = isinstance(value, (list, tuple)) or hasattr(value, "all")
        sent[name] = [getattr(v, "pk", v) for v in value] if is_list else str(value)
    return sent


def of_the_other_board(model):
    return {
        Agency: lambda: agency_called("youth-justice", "oscb"),
        DeclineReason: lambda: panel_called("child").decline_reasons.first(),
        Holiday: lambda: Holiday.objects.create(
            board=board_called("oscb"), day="2026-12-24", label="Shut"
        ),
        Office: lambda: Office.objects.filter(panel__slug="child").first(),
        Panel: lambda: panel_called("child"),
        RiskMatrix: lambda: RiskMatrix.objects.get(panel__slug="child"),
        Seat: lambda: seat_called("clinical-lead-camhs", "child"),
    }[model]()


@pytest.mark.parametrize("model", LISTS)
def test_each_list_shows_only_the_rows_of_one_s_own_board(manager, superuser, model):
    other = of_the_other_board(model)
    mark = AdminURLHelper(model).get_action_url("inspect" if model is Office else "edit", other.pk)

    mine, all_of_them = (words_of(c.get(address(model))) for c in (manager, superuser))

    assert mark not in mine
    assert mark in all_of_them


@pytest.mark.parametrize("model", LISTS)
def test_another_board_s_row_is_a_404_and_recorded(manager, model):
    way = "inspect" if model is Office else "edit"

    answer = manager.get(address(model, way, of_the_other_board(model)))

    assert answer.status_code == 404
    assert AuditEntry.objects.filter(event=Event.ACCESS_REFUSED).count() == 1


@pytest.mark.parametrize("model", LISTS)
def test_editors_and_administrators_of_pages_see_no_list(model):
    for client in (editor(), into_the_cms(make_user())):
        assert words_of(client.get("/cms/")).count("Panel settings") == 0
        assert client.get(address(model)).status_code in (302, 403)
        assert client.get(address(model)).headers.get("Location", "/cms/") == "/cms/"


def test_wagtail_s_own_permissions_open_no_list():
    user = make_user()
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="casework"))
    client = into_the_cms(user)

    for model in LISTS:
        assert client.get(address(model)).headers.get("Location") == "/cms/"


def test_the_menu_is_there_for_whoever_keeps_settings(manager):
    assert "Panel settings" in words_of(manager.get("/cms/"))


def test_nobody_enters_without_signing_in():
    assert visitor("cms.localhost").get(address(Seat)).status_code == 302


def test_an_administrator_keeps_seats_and_agencies_and_not_the_panel_s_rules():
    client = into_the_cms(make_holder(Role.ADMINISTRATOR))

    for model in (Agency, Seat, Office):
        assert client.get(address(model)).status_code == 200
    for model in (Panel, Holiday, DeclineReason, RiskMatrix):
        assert client.get(address(model)).headers.get("Location") == "/cms/"


def test_choices_offer_only_rows_of_one_s_own_board(manager):
    page = manager.get(address(Seat, "create"))

    form = page.context["form"]
    assert {panel.slug for panel in form.fields["panel"].queryset} == {"adult"}
    assert {a.board.slug for a in form.fields["agencies"].queryset} == {"bsab"}
    assert "Youth Justice" not in words_of(page)


def test_a_row_cannot_be_made_for_another_board_by_hand(manager):
    typed = {"board": board_called("oscb").pk, "day": "2026-12-24", "label": "Shut"}

    answer = manager.post(address(Holiday, "create"), typed)

    assert answer.status_code == 200
    assert not Holiday.objects.exists()


def test_a_closure_day_is_added_changed_removed_and_each_is_recorded(manager):
    board = board_called("bsab")
    typed = {"board": board.pk, "day": "2026-12-24", "label": "Christmas Eve"}

    manager.post(address(Holiday, "create"), typed)
    day = Holiday.objects.get()
    manager.post(address(Holiday, "edit", day), typed | {"label": "Office shut"})
    manager.post(address(Holiday, "delete", day))

    assert not Holiday.objects.exists()
    entries = AuditEntry.objects.filter(event=Event.SETTINGS_CHANGED)
    assert [entry.facts["did"] for entry in entries] == ["added", "changed", "removed"]
    assert entries[1].facts["changes"] == {"label": ["Christmas Eve", "Office shut"]}
    assert {entry.board for entry in entries} == {"bsab"}


@pytest.mark.parametrize("model", [Agency, DeclineReason, Panel, RiskMatrix, Seat])
def test_rows_that_history_refers_to_cannot_be_removed(superuser, model):
    row = of_the_other_board(model)

    superuser.post(address(model, "delete", row))

    assert model.objects.filter(pk=row.pk).exists()


def test_a_panel_says_in_plain_words_when_two_rules_give_the_pack_s_day(manager):
    panel = panel_called("adult")
    typed = fields(manager, Panel, panel) | {"pack_after_close_days": "2"}

    answer = manager.post(address(Panel, "edit", panel), typed)

    assert "Say when the pack is due, in one of the two ways." in words_of(answer)
    panel.refresh_from_db()
    assert panel.pack_after_close_days is None


def test_a_change_of_a_panel_s_rule_is_recorded_with_what_it_was(manager):
    panel = panel_called("adult")
    typed = fields(manager, Panel, panel) | {"closing_days": "8", "slug": "hijacked"}

    answer = manager.post(address(Panel, "edit", panel), typed)

    assert answer.status_code == 302
    panel.refresh_from_db()
    assert (panel.closing_days, panel.slug) == (8, "adult")
    entry = AuditEntry.objects.get(event=Event.SETTINGS_CHANGED)
    assert entry.facts["changes"] == {"closing_days": ["10", "8"]}


def test_an_agency_renamed_from_a_day_on_keeps_its_old_name_for_old_papers():
    manager = into_the_cms(make_holder(Role.BOARD_MANAGER, "oscb"))
    agency = agency_called("integrated-care-board", "oscb")
    was = agency.name
    typed = fields(manager, Agency, agency)
    typed |= {"name": "Thames Valley Integrated Care Board", "renamed_on": "2026-04-01"}

    answer = manager.post(address(Agency, "edit", agency), typed)

    assert answer.status_code == 302
    agency.refresh_from_db()
    assert agency.name == "Thames Valley Integrated Care Board"
    assert agency.name_on(date(2026, 3, 31)) == was
    assert agency.name_on(date(2022, 6, 30)) == "Oxfordshire Clinical Commissioning Group"
    assert was in words_of(manager.get(address(Agency)))


def test_a_corrected_spelling_is_no_new_name(manager):
    agency = agency_called("swan-meadow")
    typed = fields(manager, Agency, agency) | {"name": "Swan Meadow Housing"}

    manager.post(address(Agency, "edit", agency), typed)

    agency.refresh_from_db()
    assert agency.name == "Swan Meadow Housing"
    assert not agency.former_names.exists()


def test_a_new_name_still_to_come_is_refused_on_the_form(manager):
    agency = agency_called("swan-meadow")
    typed = fields(manager, Agency, agency) | {"name": "New", "renamed_on": "2999-01-01"}

    answer = manager.post(address(Agency, "edit", agency), typed)

    assert answer.status_code == 200
    assert "Change the name on the day it changes, or later." in words_of(answer)
    agency.refresh_from_db()
    assert agency.name == "Swan Meadow Homes"
    assert not AuditEntry.objects.filter(event=Event.SETTINGS_CHANGED).exists()


def test_a_seat_s_teams_are_typed_one_a_line(manager):
    seat = seat_called("council-housing")
    typed = fields(manager, Seat, seat) | {"teams": "Housing\n\n  Trading Standards \n"}

    answer = manager.post(address(Seat, "edit", seat), typed)

    assert answer.status_code == 302
    seat.refresh_from_db()
    assert seat.teams == ["Housing", "Trading Standards"]
    assert list(seat.agencies.values_list("code", flat=True)) == ["council-housing"]


def test_a_seat_takes_no_agency_of_another_board_even_from_a_superuser(superuser):
    seat = seat_called("council-housing")
    other = agency_called("youth-justice", "oscb")
    typed = fields(superuser, Seat, seat) | {"agencies": [other.pk]}

    answer = superuser.post(address(Seat, "edit", seat), typed)

    assert answer.status_code == 200
    assert "Choose from the agencies of BSAB." in words_of(answer)


def test_offices_can_be_looked_at_and_not_changed(manager):
    office = Office.objects.get(panel__slug="adult", kind="chair")

    assert "Chair" in words_of(manager.get(address(Office, "inspect", office)))
    for way in ("edit", "delete"):
        assert manager.post(address(Office, way, office)).headers["Location"] == "/cms/"
    office.refresh_from_db()


@pytest.mark.parametrize(
    "question",
    ["panel__board__grants__user__email__startswith=a", "seats__appointments__user__password=x"],
)
def test_a_list_answers_no_question_about_rows_it_does_not_show(manager, question):
    plain = manager.get(address(Agency)).context["result_count"]

    asked = manager.get(f"{address(Agency)}?{question}")

    assert asked.status_code == 200
    assert asked.context["result_count"] == plain > 0


def test_a_list_costs_the_same_with_one_row_and_with_thirty(manager):
    board = board_called("bsab")
    Holiday.objects.create(board=board, day="2026-01-02", label="Shut")
    one = counted(lambda: manager.get(address(Holiday)))
    for number in range(10, 31):
        Holiday.objects.create(board=board, day=f"2026-01-{number}", label="Shut")

    assert counted(lambda: manager.get(address(Holiday))) == one


def test_only_these_lists_of_casework_are_in_the_cms_and_none_holds_personal_data():
    labels = {label for known in registered_models().values() for label in known}
    ours = {label for label in labels if label.startswith("casework.")}

    assert ours == {model._meta.label for model in LISTS}
    assert not any(MODELS[label].personal for label in ours)


def test_a_role_opens_the_cms_and_there_only_the_lists_of_that_role_and_board():
    user, now = make_user(), timezone.now()
    terms = {"board": board_called("bsab"), "role": Role.ADMINISTRATOR}
    members.grant(user=user, **terms, starts_on=now.date(), actor=None, now=now)
    client = cms_of(user)

    assert client.get(address(Seat)).status_code == 200
    assert "Bucks Fire and Rescue" in words_of(client.get(address(Seat)))
    assert "CAMHS" not in words_of(client.get(address(Seat)))
    assert client.get(address(Panel)).status_code in (302, 403)
    assert client.get("/cms/pages/").status_code in (302, 403)
