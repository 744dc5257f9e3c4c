"""What a referral says about consent, in the words it was asked and answered in.

The same words go into the minutes of every meeting that hears the case (S3).
"""

from collections.abc import Mapping
from typing import NamedTuple

from forms_pages import answers, journey

STATE, REASONS, EXPLANATION = "consent_state", "consent_reasons", "consent_explanation"
OBTAINED = "obtained"
NO_REASON = "neither"


class Consent(NamedTuple):
    """Whether the person agreed and, if not, why the referrer goes ahead."""

    state: str
    obtained: bool
    reasons: tuple[str, ...] = ()
    explanation: str = ""
    has_reason: bool = False

    @property
    def is_missing(self) -> bool:
        """Say whether it goes ahead without consent and without a reason that counts."""
        return not self.obtained and not (self.has_reason and self.explanation)


def stated(document: Mapping, given: Mapping) -> Consent | None:
    """Return what was answered about consent, or nothing where the form does not ask."""
    pages = journey.route(document, given)
    asked = answers.feeding(question for page in pages for question in page.asked)
    said = answers.by_target(document, given)
    if said.get(STATE) is None or STATE not in asked:
        return None
    reasons = said.get(REASONS) or []
    return Consent(
        state=" ".join(in_words(asked, said, STATE)),
        obtained=said[STATE] == OBTAINED,
        reasons=tuple(in_words(asked, said, REASONS)),
        explanation=str(said.get(EXPLANATION) or "").strip(),
        has_reason=any(reason != NO_REASON for reason in reasons),
    )


def in_words(asked: Mapping, said: Mapping, target: str) -> list[str]:
    if said.get(target) is None:
        return []
    shown = answers.display(asked[target], said[target])
    return shown if isinstance(shown, list) else [shown]
