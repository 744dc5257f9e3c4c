"""A form as it is drafted, on one page. Nothing typed into it is kept."""

from django.shortcuts import render
from django.utils import timezone

from forms_pages import definition, fields, handlers, rendering


def preview(request, form_page, template: str):
    document = definition.compile_form(form_page)
    labels = {one["key"]: one["label"] for one in document["conditions"]}
    sections = [
        {
            **part,
            "only_if": labels.get(part.get("condition"), part.get("condition")),
            "pages": [sheet_of(form_page, page, labels) for page in part["pages"]],
        }
        for part in document["sections"]
    ]
    return render(request, template, {"page": form_page, "document": document, "sheets": sections})


def sheet_of(form_page, page: dict, labels: dict[str, str]) -> dict:
    """Return a page to show: what it says, when it is asked, and its questions as markup."""
    return {
        "title": page["title"],
        "guidance": rendering.prose(page["guidance"]) if page.get("guidance") else "",
        "only_if": labels.get(page.get("condition"), page.get("condition")),
        "blocks": [
            {
                "only_if": labels.get(question.get("condition"), question.get("condition")),
                "group": question["label"] if "questions" in question else "",
                "shown": [
                    block_of(form_page, inner) for inner in question.get("questions") or [question]
                ],
            }
            for question in page["questions"]
        ],
    }


def block_of(form_page, question: dict):
    named = question.get("list")
    choices = handlers.options_of(named, form_page=form_page) if named else ()
    around = fields.Around(today=timezone.localdate(), choices=choices)
    return rendering.question(question, fields.Typed(), around=around)
