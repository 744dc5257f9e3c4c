"""Questions answered by choosing from what is listed."""

from dataclasses import asdict

from forms_pages.fields.base import (
    Around,
    Component,
    Field,
    Invalid,
    Typed,
    about,
    fieldset,
    input_name,
    label,
    tidied,
)
from forms_pages.handlers import Option

YES_NO_NOT_KNOWN = (Option("yes", "Yes"), Option("no", "No"), Option("not_known", "Not known"))
OTHER = "other"
OTHER_LABEL = "Other"
CONFIRM = "I confirm this"
LONGEST_NAME = 200
MOST_RADIOS = 8


class OneOf(Field):
    def options(self, question: dict) -> list[dict]:
        return question.get("options") or []

    def clean(self, question: dict, typed: Typed, around: Around):
        chosen = typed.one()
        if not chosen:
            return None
        if chosen not in {option["key"] for option in self.options(question)}:
            raise Invalid("unknown_option")
        return chosen

    def typed(self, answer) -> Typed:
        return Typed({"": [answer]})

    def component(self, question, typed, problem, around, heading) -> Component:
        options = self.options(question)
        chosen = typed.one()
        return Component(
            "radios",
            {
                "idPrefix": question["key"],
                "name": question["key"],
                "items": [item(option, option["key"] == chosen) for option in options],
                "fieldset": fieldset(question, heading=heading),
                **about(question, problem),
            },
        )

    def display(self, question: dict, answer) -> str:
        labels = {option["key"]: option["label"] for option in self.options(question)}
        return labels.get(answer, str(answer))


class YesNoNotKnown(OneOf):
    def options(self, question: dict) -> list[dict]:
        return [asdict(choice) for choice in YES_NO_NOT_KNOWN]

    def component(self, question, typed, problem, around, heading) -> Component:
        name, params = super().component(question, typed, problem, around, heading)
        return Component(name, {**params, "classes": "govuk-radios--inline"})


class SeveralOf(OneOf):
    many = True

    def clean(self, question: dict, typed: Typed, around: Around):
        chosen = set(typed.get("", ()))
        options = self.options(question)
        if chosen - {option["key"] for option in options}:
            raise Invalid("unknown_option")
        alone = [o for o in options if o.get("exclusive") and o["key"] in chosen]
        if alone and len(chosen) > 1:
            raise Invalid("exclusive", exclusive=alone[0]["label"])
        return [option["key"] for option in options if option["key"] in chosen] or None

    def typed(self, answer) -> Typed:
        return Typed({"": list(answer)})

    def component(self, question, typed, problem, around, heading) -> Component:
        chosen = typed.get("", ())
        ordinary, alone = [], []
        for option in self.options(question):
            shown = item(option, option["key"] in chosen)
            if option.get("exclusive"):
                alone.append({**shown, "behaviour": "exclusive"})
            else:
                ordinary.append(shown)
        between = [{"divider": "or"}] if ordinary and alone else []
        return Component(
            "checkboxes",
            {
                "idPrefix": question["key"],
                "name": question["key"],
                "items": [*ordinary, *between, *alone],
                "fieldset": fieldset(question, heading=heading),
                **about(question, problem),
            },
        )

    def display(self, question: dict, answer) -> list[str]:
        return [super(SeveralOf, self).display(question, key) for key in answer]


class Agency(Field):
    """One of a named list that the receiver keeps, or another that is typed."""

    parts = ("", "name")

    def clean(self, question: dict, typed: Typed, around: Around):
        code, name = typed.one(), tidied(typed.one("name"))
        listed = {choice.key: choice.label for choice in around.choices}
        if code and code != OTHER:
            if code not in listed:
                raise Invalid("agency_listed", other=OTHER_LABEL)
            if name:
                raise Invalid("agency_both", "name")
            return {"code": code, "name": listed[code]}
        if not name:
            if code == OTHER:
                raise Invalid("agency_name", "name")
            return None
        if len(name) > LONGEST_NAME:
            raise Invalid("too_long", "name", limit=LONGEST_NAME, count=f"{len(name):,}")
        return {"code": OTHER, "name": name}

    def typed(self, answer) -> Typed:
        other = answer["code"] == OTHER
        return Typed({"": [answer["code"]], "name": [answer["name"] if other else ""]})

    def component(self, question, typed, problem, around, heading) -> Component:
        by_name = problem is not None and "name" in problem.parts
        error = {"errorMessage": {"text": problem.message}} if problem else {}
        chooser = {
            "name": question["key"],
            **(error if not by_name else {}),
        }
        choices = [*around.choices, Option(OTHER, OTHER_LABEL)]
        hint = {"hint": {"text": question["hint"]}} if question.get("hint") else {}
        name = Component(
            "input",
            {
                "id": input_name(question, "name"),
                "name": input_name(question, "name"),
                "label": {"text": "If other, its name"},
                "value": typed.one("name"),
                **(error if by_name else {}),
            },
        )
        if len(choices) <= MOST_RADIOS:
            first = radios(question, chooser, choices, typed, heading, hint)
        else:
            first = select(question, chooser, choices, typed, heading, hint)
        return Component("group", {"parts": [first, name]})

    def display(self, question: dict, answer) -> str:
        return answer["name"]


def radios(question, chooser, choices, typed, heading, hint) -> Component:
    items = [item(asdict(choice), choice.key == typed.one()) for choice in choices]
    options = {"idPrefix": question["key"], "items": items}
    return Component(
        "radios", {**chooser, **options, **hint, "fieldset": fieldset(question, heading=heading)}
    )


def select(question, chooser, choices, typed, heading, hint) -> Component:
    items = [{"value": "", "text": "Select an agency"}]
    items += [{"value": c.key, "text": c.label, "selected": c.key == typed.one()} for c in choices]
    options = {"id": question["key"], "items": items}
    return Component(
        "select", {**chooser, **options, **hint, "label": label(question, heading=heading)}
    )


class Declaration(Field):
    """A statement that the sender confirms. Its text is part of the version."""

    def clean(self, question: dict, typed: Typed, around: Around):
        given = typed.one()
        if given and given != "yes":
            raise Invalid("unknown_option")
        return True if given else None

    def typed(self, answer) -> Typed:
        return Typed({"": ["yes"]})

    def component(self, question, typed, problem, around, heading) -> Component:
        """With a text, the label is its title and the box says that it is confirmed."""
        text = question.get("text")
        said = CONFIRM if text else question["label"]
        params = {
            "idPrefix": question["key"],
            "name": question["key"],
            "items": [{"value": "yes", "text": said, "checked": typed.ticked("")}],
            **about(question, problem),
        }
        if text:
            params |= {"fieldset": fieldset(question, heading=heading), "before": text}
        return Component("checkboxes", params)

    def display(self, question: dict, answer) -> str:
        return "Confirmed"


def item(option: dict, chosen: bool) -> dict:
    params = {"value": option["key"], "text": option["label"], "checked": chosen}
    if option.get("hint"):
        params["hint"] = {"text": option["hint"]}
    return params
