"""The blocks staff place in a form's section: pages, and questions of every type.

A block's face is what is nearly always needed; the rest is in its settings. One table, TYPES,
names the block of each question type; how a type behaves is in `fields`.
"""

from django import forms
from wagtail import blocks
from wagtail.blocks import BlockGroup

from forms_pages import handlers

RICH = ["h2", "h3", "bold", "ol", "ul", "link"]
SENSITIVITY = [
    ("ordinary", "Ordinary"),
    ("special", "Special category, such as health or ethnicity"),
    ("criminal", "About a criminal offence"),
    ("third_party", "About someone else"),
]
SHOWN_TO = [
    ("everyone", "Everyone who reads the papers"),
    ("named", "The chair and agencies named for it"),
    ("staff", "Board staff only"),
]
PAST = [("", "Any date"), ("past", "Today or earlier"), ("future", "Today or later")]
LONGEST_KEY = 60
CONDITIONS, QUESTIONS = "form-conditions", "form-questions"  # lists of suggestions, by id


class KeyBlock(blocks.CharBlock):
    """A name the portal gives once, when the form is first published, and never changes."""

    def __init__(self, **kwargs):
        kwargs = {"required": False, "max_length": LONGEST_KEY, **kwargs}
        kwargs.setdefault("help_text", "Given when the form is published. Conditions use it.")
        super().__init__(**kwargs)
        self.field.widget = forms.TextInput(attrs={"readonly": True})


class ReferenceBlock(blocks.CharBlock):
    """The key of something else of this form. The editor suggests those there are."""

    def __init__(self, suggestions: str, **kwargs):
        super().__init__(max_length=LONGEST_KEY, **kwargs)
        self.field.widget = forms.TextInput(attrs={"list": suggestions})


def only_if(label: str = "Only asked if") -> ReferenceBlock:
    return ReferenceBlock(
        CONDITIONS, required=False, label=label, help_text="A condition of this form, by its key."
    )


def targets() -> list[tuple[str, str]]:
    """Return everything that answers may feed, by purpose, in plain words."""
    return [
        (target.key, f"{handler.label}: {target.label}")
        for handler in handlers.registered()
        for target in handler.targets.values()
    ]


def optional(choices, label: str, **more) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(choices=choices, required=False, label=label, **more)


def words(label: str, **more) -> blocks.CharBlock:
    return blocks.CharBlock(required=False, label=label, max_length=500, **more)


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=300)
    hint = words("Hint")
    exclusive = blocks.BooleanBlock(required=False, label="Excludes all others, as “None of these”")
    key = KeyBlock()

    class Meta:
        label_format = "{label}"
        form_layout = BlockGroup(children=["label"], settings=["hint", "exclusive", "key"])


RARELY_USED = (
    *("why", "feeds", "condition", "sensitivity", "shown_to"),
    *("error_required", "error_invalid", "replaces", "key"),
)


def layout(*face: str, settings: tuple[str, ...] = ()) -> BlockGroup:
    """Return a question's face, and what is behind its settings button."""
    return BlockGroup(
        children=["label", "hint", "required", *face], settings=[*settings, *RARELY_USED]
    )


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    label = blocks.CharBlock(max_length=300, label="Question")
    hint = blocks.TextBlock(required=False, rows=2)
    required = blocks.BooleanBlock(required=False, default=True, label="Must be answered")
    key = KeyBlock()
    why = blocks.TextBlock(required=False, rows=2, label="Why we ask")
    feeds = optional(targets, "What it feeds")
    condition = only_if()
    sensitivity = blocks.ChoiceBlock(choices=SENSITIVITY, default="ordinary")
    shown_to = blocks.ChoiceBlock(choices=SHOWN_TO, default="everyone", label="Who sees the answer")
    error_required = words("What to say when it is not answered")
    error_invalid = words("What to say when the answer is not of the right kind")
    replaces = words(
        "Takes the place of",
        help_text="The key of a question you have removed, when this one asks the same: its "
        "history goes on here.",
    )

    class Meta:
        label_format = "{label}"
        form_layout = layout()


NOT_KNOWN = ("allow_not_known", "not_known_label")


class MayBeUnknown(QuestionBlock):
    allow_not_known = blocks.BooleanBlock(required=False, label="“Not known” is an answer")
    not_known_label = words("What “not known” is called")

    class Meta:
        form_layout = layout(settings=NOT_KNOWN)


class TextQuestion(MayBeUnknown):
    max_length = blocks.IntegerBlock(required=False, min_value=1, label="Most characters")
    min_length = blocks.IntegerBlock(required=False, min_value=1, label="Fewest characters")

    class Meta:
        form_layout = layout(settings=(*NOT_KNOWN, "max_length", "min_length"))


class DateQuestion(MayBeUnknown):
    past = optional(PAST, "Which dates fit")


class ChoiceQuestion(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=1, label="Options")

    class Meta:
        form_layout = layout("options")


class AgencyQuestion(QuestionBlock):
    list = words("Named list to choose from", default="agencies")

    class Meta:
        form_layout = layout(settings=("list",))


class GivenText(blocks.StructBlock):
    """Something to read, among the questions."""

    label = words("Heading")
    text = blocks.RichTextBlock(features=RICH)
    condition = only_if("Only shown if")
    key = KeyBlock()

    class Meta:
        label_format = "{label}"
        form_layout = BlockGroup(children=["label", "text"], settings=["condition", "key"])


class DeclarationQuestion(QuestionBlock):
    text = blocks.RichTextBlock(required=False, features=RICH, label="What is declared")

    class Meta:
        form_layout = layout("text")


ROW_TYPES = {
    "short_text": TextQuestion(icon="pilcrow"),
    "long_text": TextQuestion(icon="doc-full"),
    "date": DateQuestion(icon="date"),
    "yes_no_not_known": QuestionBlock(icon="tick", label="Yes, no or not known"),
    "one_of": ChoiceQuestion(icon="radio-full"),
    "several_of": ChoiceQuestion(icon="list-ul"),
    "email": QuestionBlock(icon="mail"),
    "phone": QuestionBlock(icon="mobile-alt"),
    "nhs_number": MayBeUnknown(icon="tag", label="NHS number"),
    "address": MayBeUnknown(icon="home"),
    "agency": AgencyQuestion(icon="group"),
    "statement": GivenText(icon="info-circle", label="Text to read"),
}


class GroupQuestion(MayBeUnknown):
    row_label = words("What one row is called", help_text="As in “Person who helps”.")
    min_rows = blocks.IntegerBlock(required=False, min_value=0, label="Fewest rows")
    max_rows = blocks.IntegerBlock(required=False, min_value=1, label="Most rows")
    questions = blocks.StreamBlock(list(ROW_TYPES.items()), label="Questions of one row")

    class Meta:
        form_layout = layout(
            "row_label", "questions", settings=(*NOT_KNOWN, "min_rows", "max_rows")
        )


TYPES = {
    **ROW_TYPES,
    "group": GroupQuestion(icon="table", label="Group that repeats"),
    "declaration": DeclarationQuestion(icon="edit"),
}


class PageBlock(blocks.StructBlock):
    """One page of the journey."""

    title = blocks.CharBlock(max_length=300)
    guidance = blocks.RichTextBlock(required=False, features=RICH)
    questions = blocks.StreamBlock(list(TYPES.items()))
    condition = only_if()
    key = KeyBlock()

    class Meta:
        icon = "doc-empty"
        label_format = "{title}"
        form_layout = BlockGroup(
            children=["title", "guidance", "questions"], settings=["condition", "key"]
        )


COMPARISONS = [
    ("is", "is"),
    ("is_not", "is not"),
    ("is_one_of", "is one of"),
    ("contains", "contains"),
    ("is_answered", "is answered"),
    ("is_not_answered", "is not answered"),
]


class TestBlock(blocks.StructBlock):
    question = ReferenceBlock(QUESTIONS, help_text="A question on an earlier page, by its key.")
    comparison = blocks.ChoiceBlock(choices=COMPARISONS, default="is")
    values = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label="Key of an option, or yes, no, not_known"),
        min_num=0,
        default=[],
    )

    class Meta:
        icon = "help"
        label_format = "{question} {comparison}"


class ConditionBlock(blocks.StructBlock):
    """A named condition: all, or any, of its comparisons hold."""

    label = blocks.CharBlock(max_length=200, label="Condition", help_text="As in “Route b chosen”.")
    match = blocks.ChoiceBlock(choices=[("all", "All hold"), ("any", "Any holds")], default="all")
    tests = blocks.StreamBlock(
        [
            ("test", TestBlock(label="Comparison")),
            ("other", ReferenceBlock(CONDITIONS, label="Another condition")),
        ]
    )
    key = KeyBlock()

    class Meta:
        icon = "decimal"
        label_format = "{label}"
        form_layout = BlockGroup(children=["label", "match", "tests"], settings=["key"])
