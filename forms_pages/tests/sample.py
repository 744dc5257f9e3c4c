"""A small form with one of everything, and a receiver that remembers what it was given."""

import hashlib
import json
from datetime import UTC, datetime

from wagtail.models import Page

from forms_pages import drafts, handlers
from forms_pages.models import FormPage, FormVersion

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PURPOSE = "sample"
LIST = "sample-agencies"


def question(key: str, type_: str, label: str, **more) -> dict:
    return {"key": key, "type": type_, "label": label, "required": True, **more}


def page(key: str, *questions: dict, title: str = "", **more) -> dict:
    return {"key": key, "title": title or key.capitalize(), "questions": list(questions), **more}


def section(key: str, *pages: dict, **more) -> dict:
    return {"key": key, "title": key.capitalize(), "pages": list(pages), **more}


def only_if(key: str, asked: str, *values: str, comparison: str = "is", **more) -> dict:
    test = {"question": asked, "comparison": comparison, "values": list(values)}
    return {"key": key, "label": f"{asked} is {values}", "match": "all", "tests": [test], **more}


HELPERS = question(
    "helpers",
    "group",
    "People who help",
    row_label="Person who helps",
    allow_not_known=True,
    limits={"max_rows": 3},
    questions=[
        question("helper_name", "short_text", "Name"),
        question("helper_agency", "agency", "Agency", list=LIST, required=False),
        question("helper_notes", "long_text", "Notes", required=False, feeds="notes"),
    ],
)


def document(**changes) -> dict:
    """Return a form whose route depends on the question "route"."""
    return {
        "schema_version": 1,
        "title": "Tell us about someone",
        "purpose": PURPOSE,
        "intro": "<p>Who may use this form.</p>",
        "before_you_start": "<p>Have the dates to hand.</p>",
        "privacy_notice": "<p>What we do with this.</p>",
        "contact": "<p>Call 01632 960 001.</p>",
        "closing": "<p>We will write to you.</p>",
        "interruption": "<p>If someone is in danger, call 999.</p>",
        "conditions": [only_if("route_a", "route", "a"), only_if("route_b", "route", "b")],
        "sections": [
            section(
                "person",
                page(
                    "name",
                    question("first_name", "short_text", "First name", feeds="first_name"),
                    question("nickname", "short_text", "Nickname", required=False),
                ),
                page(
                    "born",
                    question(
                        "born_on",
                        "date",
                        "Date of birth",
                        feeds="born_on",
                        limits={"past": True},
                        allow_not_known=True,
                    ),
                ),
            ),
            section(
                "reasons",
                page(
                    "route",
                    question(
                        "route",
                        "one_of",
                        "Which route?",
                        options=[{"key": "a", "label": "Early"}, {"key": "b", "label": "Last"}],
                    ),
                ),
                page("early", question("why_early", "long_text", "Why now"), condition="route_a"),
                page(
                    "last",
                    question(
                        "tried",
                        "several_of",
                        "What was tried?",
                        options=[
                            {"key": "visits", "label": "Visits"},
                            {"key": "letters", "label": "Letters"},
                            {"key": "none", "label": "Nothing", "exclusive": True},
                        ],
                    ),
                    condition="route_b",
                ),
            ),
            section("people", page("helpers", HELPERS)),
            section(
                "risks",
                page("risk", question("at_risk", "yes_no_not_known", "Is there a risk?")),
                condition="route_b",
            ),
            section(
                "ending",
                page(
                    "confirm",
                    question("agreed", "declaration", "Accuracy", text="<p>All of it is true.</p>"),
                ),
            ),
        ],
        **changes,
    }


WHOLE = {
    "first_name": "Ama",
    "born_on": "1990-02-28",
    "route": "a",
    "why_early": "It is getting worse.\nQuickly.",
    "helpers": [{"id": "r1", "helper_name": "Bo"}],
    "agreed": True,
}
ALL_PAGES = ["name", "born", "route", "early", "last", "helpers", "risk", "confirm"]


class Receiver:
    """Takes submissions over, or fails where a test tells it to."""

    purpose = PURPOSE
    label = "Sample"
    public = True
    targets: dict = {}
    required_targets = frozenset()
    needs_declaration = False

    def __init__(self):
        self.received, self.refuses, self.fails = [], {}, None
        self.admits, self.given_out = True, 0
        self.checked = self.noted = None

    def admit(self, *, form_page, user, token):
        if not self.admits:
            raise handlers.NotAdmitted

    def reference(self, *, form_page, token, now):
        self.given_out += 1
        return f"SAMPLE-{form_page.pk}-{self.given_out}"

    def check(self, *, form_page, token, answers, now):
        self.checked = token
        asked = {handlers.WHOLE, *answers}
        return {target: said for target, said in self.refuses.items() if target in asked}

    def start_notes(self, *, form_page, token, now):
        self.noted = token
        return [handlers.Note("Next meeting", "The list closes on 2 December 2026.")]

    def sent_notes(self, *, submission):
        return [handlers.Note("We read it", "Within five working days.")]

    def footer_notes(self, *, form_page):
        return [handlers.Note("Worried about someone?", "Call 01632 960 002.")]

    def receive(self, submission):
        if self.fails:
            raise self.fails
        self.received.append(submission.reference)


def make_form_page(**more) -> FormPage:
    root = Page.objects.get(depth=1)
    return root.add_child(instance=FormPage(title="A form", purpose=PURPOSE, **more))


def make_version(form_page: FormPage, content: dict | None = None, **more) -> FormVersion:
    """Publish a document: it becomes the live version."""
    content = content or document()
    hashed = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    version = FormVersion.objects.create(
        form_page=form_page,
        number=form_page.versions.count() + 1,
        document=content,
        content_hash=hashed,
        published_at=NOW,
        **more,
    )
    form_page.live_version = version
    FormPage.objects.filter(pk=form_page.pk).update(live_version=version)
    return version


def make_draft(version: FormVersion | None = None, *, seen=ALL_PAGES, **answers):
    """Begin a draft and fill it in. Without answers it is complete."""
    draft = drafts.begin(version or make_version(make_form_page()), now=NOW)
    draft.answers, draft.seen = answers or dict(WHOLE), list(seen)
    draft.save()
    return draft
