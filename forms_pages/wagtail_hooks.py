"""What the CMS adds for forms: publishing that can be refused, and what it would change."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from wagtail import hooks
from wagtail.models import Page

from forms_pages import panels, publishing
from forms_pages.models import FormPage, FormSectionPage

MOST_SHOWN = 5


@hooks.register("register_log_actions")
def name_the_refusal(actions):
    actions.register_action(
        publishing.REFUSED, "Refuse to publish a form", "Publishing refused: see what blocks it"
    )
    actions.register_action(
        publishing.MAY_FINISH,
        "Limit an earlier version",
        "Changed until when a version may be sent",
    )


@hooks.register("before_publish_page")
def publish_a_form(request, page):
    """Publish a form through its own method, and say what came of it.

    Wagtail's editor freezes a revision by itself, past the page's `publish`; forms must not
    go that way.
    """
    if not isinstance(page, FormPage):
        return None
    revision = page.get_latest_revision()
    published = page.publish(revision, user=request.user, skip_permission_checks=True)
    page = FormPage.objects.get(pk=page.pk)
    if not published:
        say_what_blocks(request, page)
        return redirect("wagtailadmin_pages:edit", page.pk)
    if page.go_live_at and not page.live or revision_waits(page):
        messages.success(request, f"“{page.draft_title}” will be checked and published on time.")
    else:
        messages.success(request, f"“{page.title}” is published: {page.live_version}.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def revision_waits(page) -> bool:
    return page.revisions.filter(approved_go_live_at__isnull=False).exists()


@hooks.register("after_publish_page")
def say_that_a_section_waits(request, page):
    if isinstance(page, FormSectionPage):
        messages.info(request, "The public sees this section when the form itself is published.")


@hooks.register("after_bulk_action")
def say_what_was_refused(request, action_type, pages, action):
    if action_type == "publish":
        below = action.cleaned_form.cleaned_data["include_descendants"]
        asked = {
            one.pk for page in pages for one in [page, *(page.get_descendants() if below else [])]
        }
        for page in FormPage.objects.filter(pk__in=asked).exclude(problems=[]):
            say_what_blocks(request, page)


@hooks.register("before_delete_page")
def keep_what_was_published(request, page):
    """Keep a form that has versions: what was sent is read with their questions."""
    if not FormPage.objects.descendant_of(page, inclusive=True).exclude(versions=None).exists():
        return None
    messages.error(
        request,
        f"“{page.get_admin_display_title()}” cannot be deleted: people may have answered a form "
        "that was published, and its questions are kept. Unpublish it instead.",
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_what_was_published_in_bulk(request, action_type, objects, action):
    if action_type != "delete" or not issubclass(action.model, Page):
        return None
    return next(filter(None, (keep_what_was_published(request, page) for page in objects)), None)


def say_what_blocks(request, page) -> None:
    said = [problem["message"] for problem in page.problems]
    more = f" And {len(said) - MOST_SHOWN} more." if len(said) > MOST_SHOWN else ""
    messages.error(
        request, f"“{page.draft_title}” was not published. {' '.join(said[:MOST_SHOWN])}{more}"
    )


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("forms/<int:pk>/check/", check, name="forms_pages_check"),
        path("forms/<int:pk>/versions/<int:number>/", version, name="forms_pages_version"),
    ]


def form_for(request, pk: int) -> FormPage:
    form = get_object_or_404(FormPage, pk=pk)
    if not form.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return form


def check(request, pk):
    """Show what blocks publishing, what would change, and the versions so far."""
    form = form_for(request, pk)
    context = {
        "page": form,
        "report": form.report,
        "blocking": panels.linked(form.report, form.report.blocking),
        "warnings": panels.linked(form.report, form.report.warnings),
    }
    return render(request, "forms_pages/admin/check.html", context)


class MayFinishForm(forms.Form):
    until = forms.DateField(
        required=False,
        label="Drafts of this version may be sent until",
        help_text="Empty means no limit. It counts once the version is not the live one.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def version(request, pk, number):
    """Show the questions of one version as they were published, and until when it may be sent."""
    form = form_for(request, pk)
    frozen = get_object_or_404(form.versions, number=number)
    may_publish = form.permissions_for_user(request.user).can_publish()
    asked = MayFinishForm(request.POST or None, initial={"until": frozen.may_finish_until})
    if request.method == "POST":
        if not may_publish:
            raise PermissionDenied
        if asked.is_valid():
            day = asked.cleaned_data["until"]
            publishing.let_finish_until(frozen, day, user=request.user)
            messages.success(request, f"Kept for {frozen}.")
            return redirect("forms_pages_check", form.pk)
    context = {"page": form, "version": frozen, "asked": asked if may_publish else None}
    return render(request, "forms_pages/admin/version.html", context)
