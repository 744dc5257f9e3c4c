"""What stands on a page without an input of its own."""

from forms_pages.fields.base import Around, Component, Field, Typed


class Statement(Field):
    """Text to read. Nothing is answered."""

    parts = ()
    answers = False

    def clean(self, question: dict, typed: Typed, around: Around):
        return None

    def typed(self, answer) -> Typed:
        return Typed()

    def component(self, question, typed, problem, around, heading) -> Component:
        return Component("statement", {"html": question.get("text", "")})


class Group(Field):
    """Rows, each with answers of its own. The rows have pages of their own (see `journey`)."""

    parts = ()

    def clean(self, question: dict, typed: Typed, around: Around):
        return None

    def typed(self, answer) -> Typed:
        return Typed()

    def display(self, question: dict, answer) -> list[str]:
        count = len(answer)
        return [f"{count} added" if count else "None"]
