"""The pages of the reference lists: own board only, and every change recorded."""

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from wagtail_modeladmin import views

from casework import audit
from casework.admin.scope import board_of, keeps
from casework.choices import Event
from casework.errors import Refused


class OwnBoardOnly:
    """Another board's row is a 404, and recorded, like another board's case."""

    def check_action_permitted(self, user):
        if not keeps(user, self.instance):
            audit.refused(user, self.request.path, now=timezone.now())
            raise Http404
        return super().check_action_permitted(user)


class Recorded:
    """Saves and records in one transaction. A refusal of the rules is shown on the form."""

    def form_valid(self, form):
        before = {name: form.initial.get(name) for name in form.changed_data}
        try:
            with transaction.atomic():
                response = super().form_valid(form)
                self.record(form, before)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return response

    def record(self, form, before):
        changes = {
            name: [in_words(before[name]), in_words(form.cleaned_data.get(name))]
            for name in form.changed_data
        }
        record_change(self.instance, self.request.user, did=self.did, changes=changes)


class Index(views.IndexView):
    def get_filters_params(self, params=None):
        """Return none: a filter by hand could ask about rows of other boards, through links."""
        return {}


class Create(Recorded, views.CreateView):
    did = "added"


class Edit(OwnBoardOnly, Recorded, views.EditView):
    did = "changed"


class Inspect(OwnBoardOnly, views.InspectView):
    """What a list holds, to look at."""


class Delete(OwnBoardOnly, views.DeleteView):
    def delete_instance(self):
        record_change(self.instance, self.request.user, did="removed", changes={})
        super().delete_instance()


def record_change(row, user, *, did: str, changes: dict) -> None:
    audit.record(
        Event.SETTINGS_CHANGED,
        subject=row,
        actor=user,
        now=timezone.now(),
        board=board_of(row),
        did=did,
        changes=changes,
    )


def in_words(value) -> str | list[str]:
    if isinstance(value, (list, tuple)) or hasattr(value, "all"):
        return [str(item) for item in (value.all() if hasattr(value, "all") else value)]
    return "" if value is None else str(value)
