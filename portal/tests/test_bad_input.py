"""Empty, oversized and malformed values, in every question of both boards' real forms."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from casework.models import Panel
from forms_pages import drafts, journey
from forms_pages.models import Draft
from portal.story import adults, children
from portal.story.referrals import days_before, names_of_agencies
from portal.tests import filling

pytestmark = pytest.mark.django_db

LONG = "x" * 30_000
MALFORMED = {
    "date": {"day": "31", "month": "2", "year": "2026"},
    "email": {"": "not an address"},
    "phone": {"": "ask at the desk"},
    "nhs_number": {"": "999 000 0019"},
    "one_of": {"": "no_such_option"},
    "several_of": {"": "no_such_option"},
    "yes_no_not_known": {"": "perhaps"},
    "agency": {"": "no-such-agency"},
    "address": {"line_1": "1 Example Lane", "town": "Anywhere", "postcode": "NOT A CODE"},
    "declaration": {"": "perhaps"},
}
OVERSIZED = {
    "date": {"day": "9" * 400, "month": "1", "year": "2026"},
    "address": {"line_1": LONG, "town": "Anywhere"},
}


class Form:
    """A form of one board, begun, and how to post one page of it."""

    def __init__(self, panel: str, host: str, teller, person):
        self.panel = Panel.objects.get(slug=panel)
        version = self.panel.forms.get(purpose="referral").form_page.live_version
        self.document = drafts.document_of(version)
        day, agencies = days_before(timezone.now()), names_of_agencies(self.panel)
        self.answers = teller.answers(person, day=day, agencies=agencies)
        self.client = Client(HTTP_HOST=host)
        self.client.post("/refer/begin/")
        Draft.objects.update(answers=journey.on_route(self.document, self.answers))

    def pages(self):
        """Yield each page with its questions, and each group's row as a page of its own."""
        for page in journey.route(self.document, self.answers):
            address = f"/refer/page/{page.key}/"
            if page.group:
                for row in filling.rows_of(page, self.answers)[:1]:
                    yield f"{address}{row['id']}/", page.group["questions"], row, {"row": row["id"]}
            else:
                yield address, page.asked, self.answers, {}

    def post(self, address, data):
        return self.client.post(address, data)


FORMS = {
    "adult who agreed": ("adult", "bucks.localhost", adults, adults.TO_SCREEN),
    "adult not asked": ("adult", "bucks.localhost", adults, adults.RESEARCHED),
    "child": ("child", "oxon.localhost", children, children.TO_SCREEN),
    "child looked after": ("child", "oxon.localhost", children, children.RESEARCHED),
}


@pytest.fixture(params=FORMS, ids=str)
def form(request):
    return Form(*FORMS[request.param])


def with_one(questions, answers, wrong: dict, values: dict) -> dict:
    """Return the page filled in as it should be, but for one question."""
    others = [question for question in questions if question is not wrong]
    data = filling.typed(others, answers)
    for part, value in values.items():
        data[f"{wrong['key']}-{part}" if part else wrong["key"]] = [value]
    return data


def asked(questions):
    return [question for question in questions if question["type"] != "statement"]


def faults(form, make) -> list[str]:
    """Post every question of the form once, spoilt by `make`; return what went wrong."""
    found = []
    for address, questions, answers, hidden in form.pages():
        for question in asked(questions):
            values = make(question)
            if values is None:
                continue
            before = json.dumps(Draft.objects.get().answers, sort_keys=True)
            data = with_one(questions, answers, question, values) | hidden
            found += problems_of(form.post(address, data), question, before, data)
    return found


def problems_of(answer, question, before: str, data) -> list[str]:
    key, page = question["key"], answer.content.decode()
    found = []
    if answer.status_code != 422:
        found.append(f"{key}: {answer.status_code}, not 422")
    if "<title>Error: " not in page or "govuk-error-summary" not in page:
        found.append(f"{key}: no error summary")
    if f'id="{key}' not in page or "govuk-error-message" not in page:
        found.append(f"{key}: no message beside the question")
    if json.dumps(Draft.objects.get().answers, sort_keys=True) != before:
        found.append(f"{key}: the draft changed")
    return found


def empty(question):
    return {} if question.get("required") else None


def oversized(question):
    kind = question["type"]
    return None if kind == "declaration" else OVERSIZED.get(kind, {"": LONG})


def malformed(question):
    return MALFORMED.get(question["type"])


@pytest.mark.parametrize("spoil", [empty, oversized, malformed], ids=lambda spoil: spoil.__name__)
def test_every_question_says_beside_it_what_is_wrong_and_keeps_the_draft(form, spoil):
    assert faults(form, spoil) == []


def test_what_was_typed_is_still_there(form):
    """The other answers of the page, and the wrong one itself, stand as they were typed."""
    for address, questions, answers, hidden in form.pages():
        texts = [question for question in questions if question["type"] == "short_text"]
        for question in texts[:1]:
            data = with_one(questions, answers, question, {"": LONG}) | hidden

            page = form.post(address, data).content.decode()

            assert LONG in page, question["key"]
