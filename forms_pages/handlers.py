"""The sockets: what a form is for is registered here by whoever receives its answers.

This package knows no panel, case or agency. An application registers one handler for each
purpose in its `AppConfig.ready`, and may register named lists that questions choose from.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Target:
    """Something an answer may feed: its key, its name in plain words, the types that fit.

    One that `repeats` is fed from a group: it gets a list, with one entry for each row.
    """

    key: str
    label: str
    types: frozenset[str]
    repeats: bool = False


@dataclass(frozen=True)
class Note:
    """A heading and a paragraph that the receiver wants shown on a page of the journey.

    It may end with a link, whose text says where it leads.
    """

    heading: str
    text: str
    link: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a named list."""

    key: str
    label: str


class NotAdmitted(Exception):
    """This person may not open this form. The address answers as if nothing were there."""


# In place of a target: what is said is about the form as a whole, not about one answer.
WHOLE = ""


class NotTaken(Exception):
    """The receiver refuses for good what was sent. `refused` holds messages by target.

    Raised while somebody is sending, it undoes the sending: they keep the draft and read why.
    Raised when a job tries again, it is a failure like any other.
    """

    def __init__(self, refused: Mapping[str, str]):
        super().__init__("The receiver does not take this.")
        self.refused = refused


class Handler(Protocol):
    """What receives the submissions of one purpose."""

    purpose: str
    label: str
    public: bool
    targets: Mapping[str, Target]
    required_targets: frozenset[str]
    needs_declaration: bool

    def admit(self, *, form_page, user, token: str | None) -> None:
        """Return if this person may open the form; raise `NotAdmitted` otherwise."""

    def reference(self, *, form_page, token: str | None, now: datetime) -> str:
        """Give out the reference of a new submission. Runs inside the sender's transaction."""

    def check(
        self, *, form_page, token: str | None, answers: Mapping[str, object], now: datetime
    ) -> dict[str, str]:
        """Return what is wrong, as messages by target. `answers` are by target too.

        Asked at each page for the targets answered so far, and again for all at send. What is
        said of `WHOLE` shows where answers are checked, and nothing is sent.
        """

    def start_notes(self, *, form_page, token: str | None, now: datetime) -> Sequence[Note]:
        """Return what to show on the form's start page, such as when a list closes."""

    def sent_notes(self, *, submission) -> Sequence[Note]:
        """Return what happens next, for the page shown after sending."""

    def footer_notes(self, *, form_page) -> Sequence[Note]:
        """Return what every page of the journey ends with, such as where to report a concern."""

    def receive(self, submission) -> None:
        """Take over a stored submission. May be called again for the same one.

        May raise `NotTaken`.
        """


@dataclass
class Registry:
    """The handlers by purpose, and the named lists by name."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    lists: dict[str, Callable[..., Iterable[Option]]] = field(default_factory=dict)


_registry = Registry()


def register(handler: Handler) -> None:
    _registry.handlers[handler.purpose] = handler


def handler_for(purpose: str) -> Handler:
    """Return the handler of a purpose. Raises `KeyError` where none is registered."""
    return _registry.handlers[purpose]


def registered() -> list[Handler]:
    return list(_registry.handlers.values())


def purposes() -> list[tuple[str, str]]:
    """Return purposes and their names, for an editor to choose from."""
    return [(handler.purpose, handler.label) for handler in registered()]


def register_list(name: str, provide: Callable[..., Iterable[Option]]) -> None:
    """Offer a named list. `provide(form_page=...)` is asked each time the list is shown."""
    _registry.lists[name] = provide


def options_of(name: str, *, form_page) -> list[Option]:
    """Return the choices of a named list now; none where nobody offers that list."""
    provide = _registry.lists.get(name)
    return list(provide(form_page=form_page)) if provide else []
