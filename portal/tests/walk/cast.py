"""The two boards of the walk, and how somebody signs in."""

from dataclasses import dataclass

from django.utils import timezone

from casework.models import Panel
from forms_pages import drafts
from portal.accounts import enrolment
from portal.accounts.models import User
from portal.story import adults, children, people
from portal.story.referrals import days_before, names_of_agencies


@dataclass(frozen=True)
class Board:
    """What differs between the two boards for someone who walks through."""

    slug: str
    panel: str
    host: str
    teller: object
    rules_page: str
    rules_say: str
    member: str
    chair: str

    @property
    def person(self):
        return self.teller.TO_SCREEN


BOARDS = [
    Board(
        slug="bsab",
        panel="adult",
        host="bucks.localhost",
        teller=adults,
        rules_page="Terms of reference",
        rules_say="26 May 2023",
        member="daniel.oduya@example.org",
        chair="gwen.ashdown@example.org",
    ),
    Board(
        slug="oscb",
        panel="child",
        host="oxon.localhost",
        teller=children,
        rules_page="procedure",
        rules_say="Undated chapter",
        member="nadia.frost@example.org",
        chair="ruth.ellery@example.org",
    ),
]


def answers_of(board: Board) -> dict:
    panel = Panel.objects.get(slug=board.panel)
    day = days_before(timezone.now())
    return board.teller.answers(board.person, day=day, agencies=names_of_agencies(panel))


def live_document(board: Board) -> dict:
    form = Panel.objects.get(slug=board.panel).forms.get(purpose="referral").form_page
    form.refresh_from_db()
    return drafts.document_of(form.live_version)


def sign_in(someone, address: str, email: str) -> None:
    """Sign in with the password and the authenticator's code."""
    someone.open(address)
    someone.fill("Email address", email)
    someone.fill("Password", people.PASSPHRASE)
    someone.look(f"{someone.name}-sign-in")
    someone.press("Continue")
    user = User.objects.get(email=email)
    someone.fill("Security code", enrolment.current_code(user, now=timezone.now()))
    someone.look(f"{someone.name}-code")
    someone.press("Continue")
