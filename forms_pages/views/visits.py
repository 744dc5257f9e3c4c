"""One request to a form: where the form is mounted, who asks, and what they began."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from forms_pages import drafts, handlers
from forms_pages.fields import Around
from forms_pages.models import Draft, FormPage, FormVersion

SESSION = "forms_pages"
MOST_SENT_REMEMBERED = 20
CHECK = "check"


@dataclass(frozen=True)
class Mount:
    """Where a form is filled in. Its own page's address, or any other that leads to `answer`.

    `base` is the address of the start page and ends with a slash; `token` is what the handler
    is shown; `layout` is the template that the pages extend; `caption` is a line above each
    page's heading, for whoever reads the screen: it never goes into a title. `back` is where the
    start page leads back to. `initial` are answers to begin with, given on the live version.
    Where the form is `personal`, the token stands for one person who has signed in: their draft
    is found again in any browser.
    """

    form_page: FormPage
    base: str
    token: str = ""
    layout: str = "base.html"
    caption: str = ""
    back: str = ""
    initial: Mapping = field(default_factory=dict, compare=False)
    personal: bool = False

    def url_for(self, *steps: str, **query: str) -> str:
        """Return the address of a step. Empty values are left out of the query."""
        asked = {name: value for name, value in query.items() if value}
        address = self.base + "".join(f"{step}/" for step in steps)
        return f"{address}?{urlencode(asked)}" if asked else address


@dataclass
class Memory:
    """What the session remembers of one form: keys of the draft and of what was sent."""

    request: HttpRequest
    slot: str
    draft: str = field(init=False)
    sent: list[str] = field(init=False)

    def __post_init__(self):
        kept = self.request.session.get(SESSION, {}).get(self.slot, {})
        self.draft, self.sent = kept.get("draft", ""), kept.get("sent", [])

    def began(self, key) -> None:
        self._keep(str(key), self.sent)
        self.goes_on()

    def was_sent(self, key) -> None:
        """Forget the draft. The key is kept last, so that the sent page shows this one."""
        others = [sent for sent in self.sent if sent != str(key)]
        draft = "" if self.draft == str(key) else self.draft
        self._keep(draft, [*others, str(key)][-MOST_SENT_REMEMBERED:])

    def forget_draft(self) -> None:
        self._keep("", self.sent)

    def goes_on(self) -> None:
        """Remember the draft as long as it is kept, counted from now.

        The session of someone who is signed in keeps the limits of signing in.
        """
        self.request.session.modified = True
        if not self.request.user.is_authenticated:
            self.request.session.set_expiry(int(drafts.KEPT_FOR.total_seconds()))

    def _keep(self, draft: str, sent: list[str]) -> None:
        self.draft, self.sent = draft, sent
        kept = {**self.request.session.get(SESSION, {}), self.slot: {"draft": draft, "sent": sent}}
        self.request.session[SESSION] = kept


@dataclass
class Visit:
    """A request to one form, with what every step needs."""

    request: HttpRequest
    mount: Mount
    handler: handlers.Handler
    now: datetime

    @property
    def form_page(self) -> FormPage:
        return self.mount.form_page

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def memory(self) -> Memory:
        return Memory(self.request, slot_of(self.mount))

    @cached_property
    def draft(self) -> Draft | None:
        if self.memory.draft:
            token = self.mount.token
            return drafts.find(self.memory.draft, form_page=self.form_page, token=token)
        if not (self.mount.personal and self.mount.token):
            return None
        found = drafts.latest_of(self.mount.token, form_page=self.form_page)
        if found:
            self.memory.began(found.key)
        return found

    @cached_property
    def live_version(self) -> FormVersion | None:
        return drafts.live_version_of(self.form_page)

    @property
    def document(self):
        """The questions of the draft, or of the live version where nothing was begun."""
        return drafts.document_of(self.draft.version if self.draft else self.live_version)

    @property
    def may_finish(self) -> bool:
        return drafts.may_be_finished(
            self.draft, live_version_id=self.form_page.live_version_id, today=self.today
        )

    @property
    def returns_to(self) -> str:
        """Where Change was pressed. Only one place is known; anything else is ignored."""
        asked = self.request.POST.get("return") or self.request.GET.get("return")
        return CHECK if asked == CHECK else ""

    def url_for(self, *steps: str, **query: str) -> str:
        return self.mount.url_for(*steps, **query)

    def around(self, question) -> Around:
        """Return what cleaning this question needs: today, and the named list it chooses from."""
        named = question.get("list")
        return Around(today=self.today, choices=self._choices(named) if named else ())

    def _choices(self, named: str):
        known = self.__dict__.setdefault("_lists", {})
        if named not in known:
            known[named] = handlers.options_of(named, form_page=self.form_page)
        return known[named]

    def render(self, template: str, *, status: int = 200, **context) -> HttpResponse:
        response = render(
            self.request,
            f"forms_pages/{template}.html",
            {
                "layout": self.mount.layout,
                "page": self.form_page,
                "mount": self.mount,
                "start_url": self.url_for(),
                "privacy_url": self.url_for("privacy"),
                "footer_notes": self.handler.footer_notes(form_page=self.form_page),
                "returns_to": self.returns_to,
                **context,
            },
            status=status,
        )
        add_never_cache_headers(response)
        return response

    def redirect(self, *steps: str, **query: str) -> HttpResponse:
        response = HttpResponseRedirect(self.url_for(*steps, **query))
        add_never_cache_headers(response)
        return response


def slot_of(mount: Mount) -> str:
    """Return where the session keeps this form's keys. A token has a place of its own."""
    if not mount.token:
        return str(mount.form_page.pk)
    return f"{mount.form_page.pk}-{hashlib.sha256(mount.token.encode()).hexdigest()[:16]}"
