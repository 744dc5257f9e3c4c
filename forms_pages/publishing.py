"""Publish a form: gather, check, freeze. The editor, bulk actions, the schedule and workflows
all arrive here.

Knows no table by name: a form page brings its own.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from wagtail.log_actions import log

from forms_pages import changes, definition, handlers, identity, lint

REFUSED = "forms_pages.refused"
MAY_FINISH = "forms_pages.may_finish"


@dataclass
class Report:
    """What an editor is told before publishing."""

    document: dict
    keys: identity.Keys
    sections: list
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
    form = form_page.get_latest_revision_as_object()
    keys, sections = identity.Keys(form.keys_given_out()), form.drafted_sections()
    document = definition.compile_form(form, keys=keys, sections=sections)
    latest = form_page.versions.first()
    return Report(
        document=document,
        keys=keys,
        sections=sections,
        problems=problems_of(form, document, keys),
        changes=changes.between(latest.document, document) if latest else None,
        latest=latest,
        drafts_in_progress=form_page.versions.aggregate(n=Count("drafts"))["n"],
    )


def problems_of(form, document: dict, keys: identity.Keys) -> list[lint.Problem]:
    """Return everything that is wrong, also between this form and what it asked before."""
    before = types_asked_before(form, set(keys.handed_on))
    return lint.problems(document, handler_for(form.purpose), before=before)


def types_asked_before(form, handed_on: set[str]) -> dict[str, str]:
    """Return the types of the latest version's questions, and of older ones handed on."""
    found: dict[str, str] = {}
    for version in form.versions.all():
        for question in definition.questions_of(version.document):
            found.setdefault(question["key"], question["type"])
        if handed_on <= set(found):
            break
    return found


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
        keys = identity.Keys(form.keys_given_out())
        sections = form.drafted_sections()
        document = definition.compile_form(form, keys=keys, sections=sections)
        blocking = lint.blocking(problems_of(form, document, keys))
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


def keep_keys(form, keys: identity.Keys) -> None:
    row = form.issued_keys.model
    for key, block_id in keys.handed_on.items():
        form.issued_keys.filter(scope=identity.QUESTION, key=key).update(block_id=block_id)
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


def let_finish_until(version, day, *, user) -> None:
    """Say until which day a version may still be finished, once it is not the live one."""
    type(version).objects.filter(pk=version.pk).update(may_finish_until=day)
    data = {"version": version.number, "until": day.isoformat() if day else ""}
    log(instance=version.form_page, action=MAY_FINISH, user=user, data=data)
