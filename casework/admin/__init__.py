"""The reference lists that make a panel what it is, in the CMS, board by board.

Nothing here holds personal data: people, referrals, cases, notices, the audit, and who sits
on a panel are never registered in the CMS. Their pages are casework's own.
"""

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from casework.admin import forms, matrices, views
from casework.admin.scope import BoardPermissions, ReadOnly, Removable, own
from casework.models import Agency, DeclineReason, Holiday, Office, Panel, RiskMatrix, Seat


def panels(*names):
    return [FieldPanel(name) if isinstance(name, str) else name for name in names]


class OwnBoardAdmin(ModelAdmin):
    """Shows and changes only rows of the boards somebody runs."""

    permission_helper_class = BoardPermissions
    index_view_class = views.Index
    create_view_class = views.Create
    edit_view_class = views.Edit
    delete_view_class = views.Delete
    inspect_view_class = views.Inspect
    history_view_enabled = False
    list_per_page = 25

    def get_queryset(self, request):
        return own(self.model, request.user)

    def get_permissions_for_registration(self):
        """Offer none to Wagtail's groups: roles decide."""
        return super().get_permissions_for_registration().none()


class AgencyAdmin(OwnBoardAdmin):
    model = Agency
    menu_icon = "home"
    list_display = ("name", "board", "former", "active")
    list_select_related = ("board",)
    search_fields = ("name", "code")
    ordering = ("name", "pk")
    edit_handler = ObjectList(
        panels("board", "code", "name", "renamed_on", "active"), base_form_class=forms.AgencyForm
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("former_names")

    def former(self, agency):
        return ", ".join(str(name) for name in agency.former_names.all())

    former.short_description = "Former names"


class SeatAdmin(OwnBoardAdmin):
    model = Seat
    menu_icon = "group"
    list_display = ("title", "panel", "kind", "starts_on", "ends_on")
    list_select_related = ("panel__board",)
    search_fields = ("title",)
    ordering = ("panel", "order", "title", "pk")
    edit_handler = ObjectList(
        panels(
            *("panel", "code", "title", "aliases", "kind"),
            FieldPanel("agencies", widget=CheckboxSelectMultiple),
            *("teams", "senior", "needs_deputy", "order", "starts_on", "ends_on"),
        ),
        base_form_class=forms.SeatForm,
    )


class PanelAdmin(OwnBoardAdmin):
    model = Panel
    menu_icon = "cog"
    list_display = ("name", "board", "closing_words", "active")
    list_select_related = ("board",)
    ordering = ("name", "pk")
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                panels("board", "name", "slug", "population", "active"), heading="The panel"
            ),
            MultiFieldPanel(
                panels("age_from", "age_below", "age_refusal", "asks_residence"),
                heading="Who it is for",
            ),
            MultiFieldPanel(
                panels("person_term", "presenter_term", "lead_term"), heading="Its words"
            ),
            MultiFieldPanel(
                panels(
                    *("closing_unit", "closing_days", "closing_counting", "closing_roll"),
                    *("closing_time", "closing_words", "list_after_days", "returns_before_days"),
                    *("pack_before_days", "pack_after_close_days", "capacity"),
                ),
                heading="Dates, in working days unless the name says otherwise",
            ),
            MultiFieldPanel(
                panels(
                    *("receipt_basis", "authorisation_words", "authorisation_link_days"),
                    "asks_index_checks",
                ),
                heading="Authorisation and returns",
            ),
        ],
        base_form_class=forms.PanelSettingsForm,
    )


class OfficeAdmin(OwnBoardAdmin):
    """To look at. Who holds an office is a person's affair, and is on casework's own pages."""

    model = Office
    menu_icon = "user"
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    inspect_view_fields = ["panel", "kind", "title", "mode", "review_months"]
    list_display = ("title", "panel", "kind", "mode")
    list_select_related = ("panel__board",)
    ordering = ("panel", "kind", "pk")


class HolidayAdmin(OwnBoardAdmin):
    model = Holiday
    menu_icon = "date"
    permission_helper_class = Removable
    list_display = ("day", "label", "board")
    list_select_related = ("board",)
    ordering = ("-day", "pk")
    edit_handler = ObjectList(panels("board", "day", "label"), base_form_class=forms.OwnBoardForm)


class DeclineReasonAdmin(OwnBoardAdmin):
    model = DeclineReason
    menu_icon = "list-ul"
    list_display = ("label", "panel", "active")
    list_select_related = ("panel__board",)
    ordering = ("panel", "label", "pk")
    edit_handler = ObjectList(
        panels("panel", "code", "label", "signposting", "active"),
        base_form_class=forms.DeclineReasonForm,
    )


class RiskMatrixAdmin(OwnBoardAdmin):
    model = RiskMatrix
    menu_icon = "warning"
    list_display = ("panel",)
    list_select_related = ("panel__board",)
    ordering = ("panel", "pk")
    edit_handler = ObjectList(
        panels("panel", "likelihoods", "impacts", "bands", "domains"),
        base_form_class=matrices.RiskMatrixForm,
    )


class PanelSettings(ModelAdminGroup):
    menu_label = "Panel settings"
    menu_icon = "cogs"
    menu_order = 800
    items = (
        PanelAdmin,
        SeatAdmin,
        OfficeAdmin,
        AgencyAdmin,
        HolidayAdmin,
        DeclineReasonAdmin,
        RiskMatrixAdmin,
    )
