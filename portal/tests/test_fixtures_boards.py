"""Both boards, as `load_boards` makes them in every test database."""

from datetime import date

import pytest
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site

from casework.choices import OfficeKind, OfficeMode, SeatKind
from casework.models import Agency, Board, DeclineReason, Office, Panel, PanelForm, Seat
from forms_pages import lint
from forms_pages.definition import questions_of
from forms_pages.handlers import handler_for
from forms_pages.models import FormPage, FormVersion
from home.models import NumberedPage, PlainPage
from portal.tests.test_fixtures_forms import questions

pytestmark = pytest.mark.django_db

BUCKS, OXON = "bucks.localhost", "oxon.localhost"
COUNTED = (Page, Site, Board, Agency, Panel, PanelForm, Seat, Office, DeclineReason, FormVersion)


def seats_of(slug):
    return list(Seat.objects.filter(panel__slug=slug).prefetch_related("agencies"))


def test_loading_again_changes_nothing():
    before = {model: model.objects.count() for model in COUNTED}
    hashes = list(FormVersion.objects.order_by("pk").values_list("content_hash", flat=True))

    call_command("load_boards", port=8000, verbosity=0)

    assert {model: model.objects.count() for model in COUNTED} == before
    assert list(FormVersion.objects.order_by("pk").values_list("content_hash", flat=True)) == hashes


def test_loading_again_keeps_what_staff_changed():
    Panel.objects.filter(slug="adult").update(closing_days=12)
    page = NumberedPage.objects.get(slug="procedure")
    page.title = "Our procedure"
    page.save_revision().publish()

    call_command("load_boards", verbosity=0)

    assert Panel.objects.get(slug="adult").closing_days == 12
    assert NumberedPage.objects.get(slug="procedure").title == "Our procedure"


def test_loading_with_another_port_moves_the_public_addresses():
    call_command("load_boards", port=8123, verbosity=0)

    assert set(Site.objects.values_list("port", flat=True)) == {8123}


def test_a_missing_seat_comes_back():
    Seat.objects.get(panel__slug="adult", code="fire-and-rescue").delete()

    call_command("load_boards", verbosity=0)

    assert Seat.objects.filter(panel__slug="adult", code="fire-and-rescue").count() == 1


@pytest.mark.req("B20")
def test_buckinghamshire_has_nine_standing_seats_and_one_for_whom_the_case_calls_for():
    *standing, ad_hoc = seats_of("adult")

    assert [seat.title for seat in standing] == [
        "Adult Social Care",
        "Oxford Health",
        "Council Housing and Regulatory Standards",
        "Registered Social Landlords",
        "Quality, Standards and Practice",
        "Relevant Safeguarding Leads",
        "One Recovery Bucks",
        "Thames Valley Police",
        "Bucks Fire and Rescue",
    ]
    assert all(seat.needs_deputy and seat.agencies.exists() for seat in standing)
    assert (ad_hoc.code, ad_hoc.kind) == ("case-relevant", SeatKind.RELEVANT_CLASS)


def test_landlords_and_safeguarding_leads_are_classes_of_several_bodies():
    classes = [seat for seat in seats_of("adult") if seat.kind == SeatKind.RELEVANT_CLASS]

    bodies = {seat.code: seat.agencies.count() for seat in classes}
    assert bodies == {"landlords": 3, "safeguarding-leads": 4, "case-relevant": 0}


def test_environmental_health_is_a_team_of_the_council_housing_seat():
    seat = Seat.objects.get(panel__slug="adult", code="council-housing")

    assert "Environmental Health" in seat.teams


@pytest.mark.req("O10")
def test_oxfordshire_has_ten_standing_seats_and_all_are_senior():
    seats = seats_of("child")

    assert [seat.title for seat in seats] == [
        "Designated Safeguarding Doctor",
        "Designated Safeguarding Lead",
        "Service Manager, Safeguarding and Looked After Children",
        "Clinical Lead, CAMHS",
        "Detective Chief Inspector, Public Protection",
        "Safeguarding Manager",
        "Disability Manager",
        "Area Social Care Manager",
        "Special Educational Needs Manager",
        "Legal Adviser",
    ]
    assert all(seat.senior and seat.kind == SeatKind.STANDING for seat in seats)


def test_the_commissioning_body_keeps_its_old_name_on_old_papers():
    body = Agency.objects.get(board__slug="oscb", code="integrated-care-board")

    assert body.name_on(date(2022, 6, 30)) == "Oxfordshire Clinical Commissioning Group"
    assert body.name_on(date(2022, 7, 1)) == body.name
    assert "Integrated Care Board" in body.name


@pytest.mark.req("O113")
def test_titles_that_differ_between_parts_lead_to_one_seat_and_one_office():
    manager = Seat.objects.get(panel__slug="child", code="service-manager-safeguarding")

    assert any("LAC" in alias for alias in manager.aliases)
    assert (
        Seat.objects.filter(panel__slug="child", title__icontains="Safeguarding and").count() == 1
    )
    assert Office.objects.filter(panel__slug="child", title__icontains="Oxford Health").count() == 1


def test_chairs_are_elected_in_buckinghamshire_and_come_with_a_post_in_oxfordshire():
    offices = {(o.panel.slug, o.kind): o for o in Office.objects.select_related("panel")}

    chair, vice = offices["adult", OfficeKind.CHAIR], offices["adult", OfficeKind.VICE]
    assert {chair.mode, vice.mode} == {OfficeMode.ELECTED}
    assert (chair.review_months, vice.review_months) == (12, 12)
    assert offices["child", OfficeKind.CHAIR].title == "Deputy Director, Social Care"
    alternate = offices["child", OfficeKind.ALTERNATE]
    assert alternate.title == "Director of Children’s Services, Oxford Health"
    assert alternate.mode == OfficeMode.POST


def test_the_two_panels_close_their_lists_by_their_own_rules():
    adult, child = Panel.objects.get(slug="adult"), Panel.objects.get(slug="child")

    assert (adult.closing_days, adult.closing_unit) == (10, "working_days")
    assert (child.closing_days, child.closing_unit) == (14, "calendar_days")
    assert (adult.pack_before_days, child.pack_after_close_days) == (5, 2)
    assert (adult.age_from, adult.age_below) == (18, None)
    assert (child.age_from, child.age_below) == (None, 18)


@pytest.mark.parametrize(
    ("slug", "route"), [("adult", "children’s route"), ("child", "adult route")]
)
def test_whoever_has_the_wrong_age_is_told_the_other_route(slug, route):
    assert route in Panel.objects.get(slug=slug).age_refusal


def test_a_referral_may_be_declined_because_the_person_lives_elsewhere():
    for slug in ("adult", "child"):
        reason = DeclineReason.objects.get(panel__slug=slug, code="not_resident")
        assert reason.signposting


@pytest.mark.parametrize("purpose", ["referral", "return"])
@pytest.mark.parametrize("slug", ["adult", pytest.param("child", marks=pytest.mark.req("O88"))])
def test_the_published_form_has_no_fault(slug, purpose):
    form = Panel.objects.get(slug=slug).forms.get(purpose=purpose).form_page
    found = lint.problems(form.live_version.document, handler_for(purpose))

    assert [problem.message for problem in found] == []


@pytest.mark.parametrize("host", [BUCKS, OXON])
def test_the_return_form_is_in_no_menu_and_has_no_public_address(client, host):
    forms = FormPage.objects.filter(purpose="return")

    home = client.get("/", headers={"host": host}).content.decode()

    assert [form.show_in_menus for form in forms] == [False, False]
    assert "agency-return" not in home
    for path in ("/agency-return/", "/agency-return/tasks/", "/agency-return/search/"):
        assert client.get(path, headers={"host": host}).status_code == 404


@pytest.mark.parametrize(
    ("host", "path", "words"),
    [
        (BUCKS, "/", "Refer an adult"),
        (BUCKS, "/terms-of-reference/", "26 May 2023"),
        (BUCKS, "/refer/", "Start now"),
        (BUCKS, "/privacy/", "Information Commissioner"),
        (BUCKS, "/accessibility/", "Disproportionate burden"),
        (BUCKS, "/cookies/", "session cookie"),
        (OXON, "/", "Refer a child"),
        (OXON, "/procedure/", "Undated chapter"),
        (OXON, "/refer/", "Start now"),
        (OXON, "/privacy/", "Information Commissioner"),
    ],
)
def test_anyone_may_read_the_boards_pages(client, host, path, words):
    response = client.get(path, headers={"host": host})

    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.req("O112")
def test_high_risk_adolescents_are_spelled_rightly_on_the_published_page(client):
    page = client.get("/procedure/", headers={"host": OXON}).content.decode()

    assert "High-risk adolescents." in page
    assert not set("┬├�") & set(page)


def test_an_editor_changes_a_link_to_the_law_without_code(client):
    page = NumberedPage.objects.get(slug="terms-of-reference")
    law = "https://www.legislation.gov.uk/ukpga/2014/23/section/42"
    blocks = page.sections.get_prep_value()
    text = blocks[0]["value"]["parts"][0]["value"]["text"]
    assert law in text and "care-act-statutory-guidance" in text
    blocks[0]["value"]["parts"][0]["value"]["text"] = text.replace(law, f"{law}/enacted")

    page.sections = page.sections.stream_block.to_python(blocks)
    page.save_revision().publish()

    response = client.get("/terms-of-reference/", headers={"host": BUCKS})
    assert f'href="{law}/enacted"' in response.content.decode()


def test_editors_may_change_their_own_boards_pages_and_nothing_else():
    for board in Board.objects.select_related("site__root_page"):
        held = GroupPagePermission.objects.filter(group__name__endswith=f", {board.short_name}")
        assert {one.page_id for one in held} == {board.site.root_page_id}
        assert {one.permission.codename for one in held} == {
            "add_page",
            "change_page",
            "publish_page",
        }
        (group,) = {one.group for one in held}
        codenames = set(group.permissions.values_list("codename", flat=True))
        assert codenames == {"access_admin"}


def test_nothing_of_a_new_wagtail_is_left():
    assert not Page.objects.filter(slug="home").exists()
    assert not Site.objects.filter(is_default_site=True).exists()


def test_plain_pages_are_in_every_boards_footer():
    for board in Board.objects.select_related("site__root_page"):
        plain = PlainPage.objects.child_of(board.site.root_page).live().in_menu()
        assert {page.slug for page in plain} == {"privacy", "accessibility", "cookies"}


@pytest.mark.parametrize(
    ("slug", "purpose"), [(s, p) for s in ("adult", "child") for p in ("referral", "return")]
)
def test_what_is_published_is_what_the_document_says(slug, purpose):
    name = f"{slug}_{purpose}"
    form = Panel.objects.get(slug=slug).forms.get(purpose=purpose).form_page
    published = {q["key"]: q for q in questions_of(form.live_version.document)}

    written = questions(name)

    assert [q["key"] for q in written] == list(published)
    for question in written:
        compiled = published[question["key"]]
        for part in set(question) - {"questions", "options", "limits", "text"}:
            assert compiled[part] == question[part], f"{question['key']}: {part}"
        for limit, value in question.get("limits", {}).items():
            assert compiled["limits"].get(limit) == value, f"{question['key']}: {limit}"
        options = [(o["key"], o["label"]) for o in question.get("options", [])]
        assert [(o["key"], o["label"]) for o in compiled.get("options", [])] == options
