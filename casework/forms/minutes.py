"""The words of minutes: how they open and close, each case, comments, signing, correcting."""

from django import forms

from casework.forms.plain import PlainForm

LONGEST, LONGEST_COMMENT, LONGEST_REASON = 20000, 4000, 1000
YES = "yes"


def text_of(label: str, hint: str = "", *, longest: int = LONGEST, required: str = ""):
    """Return a long answer. It may be left empty unless `required` says what to enter."""
    errors = {"max_length": f"The text must be {longest:,} characters or fewer"}
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea,
        max_length=longest,
        required=bool(required),
        error_messages=errors | ({"required": required} if required else {}),
    )


class FrameForm(PlainForm):
    """How the minutes open and close."""

    opening = text_of(
        "How the meeting opened",
        "Welcome, confidentiality, interests declared. Do not write about a case here.",
    )
    closing = text_of("How the meeting closed", "Other business.")


class CaseTextsForm(PlainForm):
    """What the minutes say in words about one case."""

    pen_picture = text_of("Who the person is", "A short picture of the person and their life.")
    discussion = text_of("What was discussed", "The substance of it, not who said each thing.")
    persons_views = text_of("What the person wants", "In their own words where you can.")
    options = text_of("What was considered and not chosen", "And why not.")
    consent = text_of(
        "Why it goes ahead without consent",
        "The referral gives no reason that counts. Write the reason the panel relies on.",
    )

    def __init__(self, *args, asks_consent: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_consent:
            del self.fields["consent"]


class CommentForm(PlainForm):
    text = text_of(
        "Your comment",
        "Say which case by its reference. Only those who edit the minutes read it.",
        longest=LONGEST_COMMENT,
        required="Enter your comment",
    )


class SignForm(PlainForm):
    """The chair declares that the minutes are right."""

    declared = forms.MultipleChoiceField(
        label="Your declaration",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Confirm that you have read the minutes",
            "invalid_choice": "Confirm that you have read the minutes",
        },
    )

    def __init__(self, *args, declaration: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["declared"].choices = [(YES, declaration)]


class CorrectionForm(PlainForm):
    reason = text_of(
        "What is corrected, and why?",
        "Everybody who reads the new version sees this. Do not name anybody here.",
        longest=LONGEST_REASON,
        required="Enter what is corrected and why",
    )
