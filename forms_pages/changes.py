"""What publishing would change: two documents compared by the identity of their questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms_pages.definition import name_of, questions_of

PLACES = ("section", "page", "group")
NOT_COMPARED = {*PLACES, "questions"}


@dataclass
class ChangeReport:
    """Labels of what differs, in the order of the new form."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reworded: list[tuple[str, str]] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    texts: bool = False

    def __bool__(self) -> bool:
        lists = (self.added, self.removed, self.reworded, self.moved, self.altered)
        return self.texts or any(lists) or bool(self.conditions)


def between(old: Mapping, new: Mapping) -> ChangeReport:
    """Compare two documents. Questions are matched by key, never by their words."""
    before = {question["key"]: question for question in questions_of(old)}
    after = {question["key"]: question for question in questions_of(new)}
    report = ChangeReport(
        added=[name_of(after[key]) for key in after if key not in before],
        removed=[name_of(before[key]) for key in before if key not in after],
    )
    for key, question in after.items():
        if key in before:
            compare(before[key], question, report)
    report.moved = [name_of(after[key]) for key in moved(before, after)]
    report.conditions = conditions_that_differ(old, new)
    report.texts = frame(old) != frame(new)
    return report


def compare(before: Mapping, after: Mapping, report: ChangeReport) -> None:
    if name_of(before) != name_of(after):
        report.reworded.append((name_of(before), name_of(after)))
    rest = NOT_COMPARED | {"label"}
    if {k: v for k, v in before.items() if k not in rest} != {
        k: v for k, v in after.items() if k not in rest
    }:
        report.altered.append(name_of(after))


def moved(before: Mapping[str, Mapping], after: Mapping[str, Mapping]) -> list[str]:
    """Return keys that are elsewhere now, or stand before one they stood behind, each once."""
    order = {key: at for at, key in enumerate(before)}
    found, furthest = [], -1
    for key in (key for key in after if key in before):
        elsewhere = any(before[key][place] != after[key][place] for place in PLACES)
        if elsewhere or order[key] < furthest:
            found.append(key)
        if not elsewhere:
            furthest = max(furthest, order[key])
    return found


def conditions_that_differ(old: Mapping, new: Mapping) -> list[str]:
    before = {one["key"]: one for one in old["conditions"]}
    after = {one["key"]: one for one in new["conditions"]}
    keys = [*after, *(key for key in before if key not in after)]
    return [
        (after.get(key) or before[key])["label"]
        for key in keys
        if before.get(key) != after.get(key)
    ]


def frame(document: Mapping) -> dict:
    """Return a document without its questions: its texts, titles, guidance and order."""
    bare = {name: value for name, value in document.items() if name != "conditions"}
    bare["sections"] = [
        {**section, "pages": [{**page, "questions": []} for page in section["pages"]]}
        for section in document["sections"]
    ]
    return bare
