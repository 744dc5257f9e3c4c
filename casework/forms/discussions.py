"""What the panel says about a case: the risk, the texts, recommendations, who leads, the end."""

from collections.abc import Callable, Iterator, Mapping

from django import forms

from casework.choices import Decision
from casework.forms.plain import DayField, PlainForm, component_of
from casework.rules.outcomes import Concluded
from casework.rules.risk import UNKNOWN, Line

LONGEST_TEXT = 20000
LONGEST_NOTE = 4000
LEVELS = (("likelihood", "How likely?"), ("impact", "How bad?"))
NOTES = (("rationale", "Why?"), ("protective", "What protects?"))
YES, NO = "yes", "no"


def long_text(label: str, *, most: int = LONGEST_TEXT, required: str = "", **options):
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        widget=forms.Textarea,
        error_messages={
            "required": required,
            "max_length": f"This must be {most:,} characters or fewer",
        },
        **options,
    )


def short_text(label: str, *, required: str = "", most: int = 200, **options) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        error_messages={
            "required": required,
            "max_length": f"This must be {most} characters or fewer",
        },
        **options,
    )


class RiskForm(PlainForm):
    """One row for each kind of risk on the panel's matrix, and whether everybody agrees."""

    consensus = forms.ChoiceField(
        label="Does everybody agree on these scores?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Select whether everybody agrees"},
    )
    dissent = long_text("If not, who sees it differently, and how?", most=LONGEST_NOTE)
    accountable_name = short_text("Which senior manager answers for the risk?")
    accountable_post = short_text("What is their post?")

    def __init__(self, *args, matrix, asks_manager: bool, agreed=None, **kwargs):
        """`agreed` is what was agreed before, with its scores."""
        super().__init__(*args, **kwargs, initial=initial_of(agreed))
        self.domains = matrix.domains
        for domain in self.domains:
            levels = (matrix.likelihoods, matrix.impacts)
            for (name, label), those in zip(LEVELS, levels, strict=True):
                self.fields[f"{name}_{domain['key']}"] = level_field(label, those)
            for name, label in NOTES:
                self.fields[f"{name}_{domain['key']}"] = long_text(label, most=LONGEST_NOTE)
        if not asks_manager:
            del self.fields["accountable_name"], self.fields["accountable_post"]

    @property
    def rows(self) -> Iterator[tuple[str, list]]:
        """Return each kind of risk with the components of its row."""
        for domain in self.domains:
            shown = [component_of(self[name]) for name in names_of(domain["key"])]
            yield domain["label"], [(kind, options | {"rows": 2}) for kind, options in shown]

    @property
    def shown(self) -> Iterator[tuple[str, dict]]:
        """Return what is asked once for the whole, after the rows."""
        once = ("consensus", "dissent", "accountable_name", "accountable_post")
        return (component_of(self[name]) for name in once if name in self.fields)

    def clean(self):
        cleaned = super().clean()
        for domain in self.domains:
            self.check_row(domain["key"], domain["label"])
        if cleaned.get("consensus") == NO and not cleaned.get("dissent"):
            self.add_error("dissent", "Enter who sees the risk differently, and how")
        if not self.errors and not self.lines:
            first = f"likelihood_{self.domains[0]['key']}"
            self.add_error(first, "Score at least one kind of risk, or choose “Not known”")
        return cleaned

    def check_row(self, key: str, label: str) -> None:
        """Refuse half a row: a level without the other, or a note without a level."""
        given = {name: self.cleaned_data.get(name) for name in names_of(key)}
        if not any(given.values()):
            return
        for name, asks in (("likelihood", "how likely it is"), ("impact", "how bad it would be")):
            field = f"{name}_{key}"
            if not given[field] and field not in self.errors:
                self.add_error(field, f"{label}: select {asks}, or “Not known”")

    @property
    def lines(self) -> list[Line]:
        """Return the rows that were filled in."""
        rows = (
            Line(domain["key"], *(self.cleaned_data[name] for name in names_of(domain["key"])))
            for domain in self.domains
        )
        return [row for row in rows if row.likelihood]

    @property
    def agreed(self) -> dict:
        """Return what was agreed, as the workflow takes it."""
        said = self.cleaned_data
        return {
            "scores": self.lines,
            "consensus": {YES: True, NO: False}.get(said["consensus"]),
            "dissent": said["dissent"],
            "accountable_name": said.get("accountable_name", ""),
            "accountable_post": said.get("accountable_post", ""),
        }


def names_of(key: str) -> list[str]:
    return [f"{name}_{key}" for name, _ in (*LEVELS, *NOTES)]


def level_field(label: str, levels) -> forms.ChoiceField:
    numbered = [
        (level["key"], f"{number}: {level['label']}")
        for number, level in enumerate(levels, start=1)
    ]
    return forms.ChoiceField(
        label=label,
        choices=[("", "Not scored"), (UNKNOWN, "Not known"), *numbered],
        required=False,
        error_messages={"invalid_choice": "Select a level from the list"},
    )


def initial_of(agreed) -> dict:
    """Return what was agreed before, as it fills the form."""
    if agreed is None:
        return {}
    found = {
        "consensus": {True: YES, False: NO}.get(agreed.consensus),
        "dissent": agreed.dissent,
        "accountable_name": agreed.accountable_name,
        "accountable_post": agreed.accountable_post,
    }
    keys = {domain["label"]: domain["key"] for domain in agreed.matrix["domains"]}
    for line in agreed.scores.all():
        key = keys[line.domain]
        found[f"likelihood_{key}"] = key_of(line.likelihood, agreed.matrix["likelihoods"])
        found[f"impact_{key}"] = key_of(line.impact, agreed.matrix["impacts"])
        found[f"rationale_{key}"] = line.rationale
        found[f"protective_{key}"] = line.protective
    return found


def key_of(number: int | None, levels: list[Mapping]) -> str:
    return levels[number - 1]["key"] if number else UNKNOWN


class TextsForm(PlainForm):
    """What was said. Not word for word: what others need in order to understand and act."""

    pen_picture = long_text("Who is this person?")
    discussion = long_text("What was said?", help_text="The gist, not word for word.")
    persons_views = long_text("What does the person think and want?")
    options = long_text("What was considered and not chosen, and why?")


class RecommendationForm(PlainForm):
    text = long_text(
        "What do the agencies together recommend?",
        most=LONGEST_NOTE,
        required="Enter what the panel recommends",
        help_text="One recommendation at a time. The panel advises; the agencies decide and act.",
    )


class LeadForm(PlainForm):
    """The one person who coordinates."""

    name = short_text("What is their name?", required="Enter a name")
    agency = forms.ModelChoiceField(
        queryset=None,
        label="Which agency do they work for?",
        empty_label="Choose an agency",
        error_messages={"required": "Select an agency", "invalid_choice": "Select an agency"},
    )
    email = forms.EmailField(
        label="What is their email address?",
        help_text="The minutes are sent there by a link, to be acknowledged.",
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address, such as name@example.org",
        },
    )
    email.govuk = {"type": "email", "spellcheck": False}

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class CompleteForm(PlainForm):
    """What the panel decides at the end, with what that decision needs."""

    decision = forms.ChoiceField(
        label="Does the case come back?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select whether the case comes back",
            "invalid_choice": "Select whether the case comes back",
        },
    )
    review_on = DayField(
        label="If it comes back: on which day?",
        help_text="It goes on the agenda of the first meeting on that day or after it.",
        required=False,
    )
    frequency = short_text(
        "If it comes back: how often is it reviewed?",
        most=120,
        help_text="For example, every three months.",
    )
    reason = long_text("If there is no review, or nothing is recommended: why?", most=LONGEST_NOTE)

    def __init__(self, *args, decisions, gaps: Callable[[Concluded], list], **kwargs):
        """`gaps` says what a decision still lacks."""
        super().__init__(*args, **kwargs)
        self.gaps = gaps
        self.fields["decision"].choices = [
            (key, label) for key, label in Decision.choices if key in decisions
        ]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for gap in self.gaps(Concluded(**cleaned)):
                if gap.about in self.fields:
                    self.add_error(gap.about, gap.words)
        return cleaned
