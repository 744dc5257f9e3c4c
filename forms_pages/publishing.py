"""Publish a form: gather, check, freeze. The editor, bulk actions, the schedule and workflows
all arrive here.

Knows no table by name: a form page brings its own.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from wagtail.log_actions import log

from forms_pages import changes, definition, fields, handlers, lint, rendering

REFUSED = "forms_pages.refused"


@dataclass
class Report:
    """What an editor is told before publishing."""

    document: dict
    problems: list[lint.Problem]
    changes: changes.ChangeReport | None
    latest: object
    drafts_in_progress: int

    @property
    def blocking(self) -> list[lint.Problem]:
        return lint.blocking(self.problems)

    @property
    def warnings(self) -> list[lint.Problem]:
        return [problem for problem in self.problems if problem.level == lint.WARNS]


def handler_for(purpose: str):
    """Return the handler of a purpose, or None where nothing receives it."""
    try:
        return handlers.handler_for(purpose)
    except KeyError:
        return None


def examine(form_page) -> Report:
    """Say what would happen if the form were published as it is drafted. Changes nothing."""
    document = definition.compile_form(form_page.get_latest_revision_as_object())
    latest = form_page.versions.first()
    return Report(
        document=document,
        problems=lint.problems(document, handler_for(form_page.purpose)),
        changes=changes.between(latest.document, document) if latest else None,
        latest=latest,
        drafts_in_progress=form_page.versions.aggregate(n=Count("drafts"))["n"],
    )


def publish(form_page, revision, publish_page, *, user=None, **how) -> bool:
    """Publish a form with the latest drafts of its sections, and freeze what it asks.

    Returns whether it was published. A form that fails the lint is refused without raising,
    because bulk actions and the scheduler would break; its problems are kept on the page for
    the editor. A publication for later is only noted now, and checked when its time comes.
    """
    form = revision.as_object()
    if form.go_live_at and form.go_live_at > timezone.now():
        publish_page(revision, user=user, **how)
        return True
    with transaction.atomic():
        type(form_page).objects.select_for_update().get(pk=form_page.pk)
        keys = definition.Keys(form.keys_given_out())
        sections = form.drafted_sections()
        document = definition.compile_form(form, keys=keys, sections=sections)
        blocking = lint.blocking(lint.problems(document, handler_for(form.purpose)))
        if blocking:
            refuse(form, revision, blocking, user=user)
            return False
        keep_keys(form, keys)
        write_keys(form, revision)
        publish_page(revision, user=user, **how)
        for section in sections:
            publish_section(section, user=user)
        version = freeze(form, document, user=user)
        _on_the_form(form, live_version=version, problems=[])
    return True


def refuse(form, revision, blocking: list[lint.Problem], *, user) -> None:
    """Leave everything as it was, but for the note of why. A schedule is not tried again."""
    form.revisions.filter(pk=revision.pk).update(approved_go_live_at=None)
    _on_the_form(form, problems=[problem.as_row() for problem in blocking])
    log(instance=form, action=REFUSED, user=user, data={"problems": len(blocking)})


def keep_keys(form, keys: definition.Keys) -> None:
    row = form.issued_keys.model
    row.objects.bulk_create(
        row(form_page_id=form.pk, scope=scope, block_id=block_id, key=key)
        for (scope, block_id), key in keys.new.items()
    )


def write_keys(form, revision) -> None:
    """Write the keys of conditions into the revision, so that editors can read them.

    A new revision would overtake drafts made since a scheduled one.
    """
    revision.content = {**revision.content, "conditions": form.serializable_data()["conditions"]}
    form.revisions.filter(pk=revision.pk).update(content=revision.content)


def publish_section(section, *, user) -> None:
    """Make a section's latest draft, with its keys, the live one, where it is not already."""
    live = type(section).objects.get(pk=section.pk)
    same = live.live and not live.has_unpublished_changes and live.key == section.key
    if same and live.body.get_prep_value() == section.body.get_prep_value():
        return
    revision = section.save_revision(user=user, clean=False, log_action=False)
    revision.publish(user=user, skip_permission_checks=True)


def freeze(form, document: dict, *, user):
    """Return the version for this document: the latest one if it is the same, or a new one."""
    digest = definition.content_hash(document)
    latest = form.versions.first()
    if latest and latest.content_hash == digest:
        return latest
    return form.versions.create(
        number=latest.number + 1 if latest else 1,
        schema_version=definition.SCHEMA_VERSION,
        document=document,
        content_hash=digest,
        published_at=timezone.now(),
        published_by=user,
    )


def _on_the_form(form, **values) -> None:
    type(form).objects.filter(pk=form.pk).update(**values)


def preview(request, form_page, template: str):
    """Show a form as it is drafted, all on one page. Nothing is stored."""
    document = definition.compile_form(form_page)
    sections = [
        {**section, "pages": [sheet_of(form_page, page) for page in section["pages"]]}
        for section in document["sections"]
    ]
    return render(request, template, {"page": form_page, "document": document, "sheets": sections})


def sheet_of(form_page, page: dict) -> dict:
    asked = page["questions"]
    shown = [inner for question in asked for inner in question.get("questions") or [question]]
    return {**page, "blocks": [block_of(form_page, question) for question in shown]}


def block_of(form_page, question: dict):
    named = question.get("list")
    choices = handlers.options_of(named, form_page=form_page) if named else ()
    around = fields.Around(today=timezone.localdate(), choices=choices)
    return rendering.question(question, fields.Typed(), around=around)
