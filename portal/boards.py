"""Bring the boards of `fixtures/` to life: their pages, forms, panels, seats and editors.

What is missing is made; what is there is left alone, because staff may have changed it.
Only the port of a board's address follows the command.
"""

import json
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Locale, Page, Site

from casework.models import (
    Agency,
    Board,
    DeclineReason,
    FormerName,
    Holiday,
    Office,
    Panel,
    PanelForm,
    RiskMatrix,
    Seat,
)
from forms_pages import handlers
from forms_pages.importing import form_from_json
from home.models import HomePage, NumberedPage, PlainPage

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
SEATS_BEGIN = date(2020, 4, 1)
EDITORS = "Form and page editors, {board}"
EDITORS_MAY = ("add_page", "change_page", "publish_page")


def load(*, port: int | None = None) -> list[Board]:
    """Make whatever the boards still lack. Each board is made whole or not at all."""
    clear_the_welcome()
    return [load_board(data, port=port) for data in read("boards.json")["boards"]]


def read(name: str) -> dict:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def clear_the_welcome() -> None:
    """Take away what a new Wagtail starts with: a page of greeting, and groups for all sites."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    welcome = Site.objects.filter(is_default_site=True, root_page__slug="home").first()
    if welcome and welcome.root_page.specific_class is Page:
        page = welcome.root_page
        welcome.delete()
        page.delete()
        Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


@transaction.atomic
def load_board(data: dict, *, port: int | None) -> Board:
    board = Board.objects.select_related("site__root_page").filter(slug=data["slug"]).first()
    home = board.site.root_page.specific if board else load_home(data["slug"])
    board = board or new_board(data, home=home)
    move_to(port, site=board.site)
    load_pages(data["slug"], home=home)
    agencies = load_agencies(board, data["agencies"])
    for closed in data["closures"]:
        Holiday.objects.get_or_create(
            board=board, day=closed["day"], defaults={"label": closed["label"]}
        )
    for panel in data["panels"]:
        load_panel(board, panel, agencies=agencies, home=home)
    load_editors(board, home)
    return board


NOT_OF_THE_BOARD_ITSELF = {"host", "closures", "agencies", "panels"}


def new_board(data: dict, *, home: HomePage) -> Board:
    site = Site.objects.create(hostname=data["host"], root_page=home, site_name=data["name"])
    rows = {key: value for key, value in data.items() if key not in NOT_OF_THE_BOARD_ITSELF}
    board = Board(site=site, **rows)
    board.full_clean()
    board.save()
    return board


def move_to(port: int | None, *, site: Site) -> None:
    if port and site.port != port:
        site.port = port
        site.save(update_fields=["port"])


def load_agencies(board: Board, rows: list[dict]) -> dict[str, Agency]:
    agencies = {}
    for row in rows:
        agency, is_new = Agency.objects.get_or_create(
            board=board, code=row["code"], defaults={"name": row["name"]}
        )
        for former in row.get("former_names", []) if is_new else []:
            FormerName.objects.create(agency=agency, name=former["name"], until=former["until"])
        agencies[row["code"]] = agency
    return agencies


NOT_OF_THE_PANEL_ITSELF = {
    *("slug", "forms", "decline_reasons", "offices", "seats", "risk_matrix"),
}


def load_panel(board: Board, data: dict, *, agencies: dict[str, Agency], home: HomePage) -> Panel:
    rules = {key: value for key, value in data.items() if key not in NOT_OF_THE_PANEL_ITSELF}
    panel, is_new = Panel.objects.get_or_create(
        slug=data["slug"], defaults={"board": board, **rules}
    )
    if is_new:
        panel.full_clean()
    load_matrix(panel, data["risk_matrix"])
    for reason in data["decline_reasons"]:
        rest = {"label": reason["label"], "signposting": reason["signposting"]}
        DeclineReason.objects.get_or_create(panel=panel, code=reason["code"], defaults=rest)
    for office in data["offices"]:
        rest = {name: office[name] for name in ("mode", "title", "review_months")}
        Office.objects.get_or_create(panel=panel, kind=office["kind"], defaults=rest)
    for order, seat in enumerate(data["seats"], start=1):
        load_seat(panel, seat, order=order, agencies=agencies)
    for form in data["forms"]:
        load_form(panel, form, home=home)
    return panel


def load_matrix(panel: Panel, data: dict) -> None:
    matrix, is_new = RiskMatrix.objects.get_or_create(panel=panel, defaults=data)
    if is_new:
        matrix.full_clean()


def load_seat(panel: Panel, data: dict, *, order: int, agencies: dict[str, Agency]) -> Seat:
    rest = {name: data[name] for name in ("title", "aliases", "teams", "kind", "senior")}
    seat, is_new = Seat.objects.get_or_create(
        panel=panel,
        code=data["code"],
        defaults=rest
        | {"needs_deputy": data["needs_deputy"], "order": order, "starts_on": SEATS_BEGIN},
    )
    if is_new:
        seat.agencies.set([agencies[code] for code in data["agencies"]])
    return seat


def load_form(panel: Panel, data: dict, *, home: HomePage) -> None:
    """Publish the panel's form, unless it has one: staff's own changes are never undone."""
    if PanelForm.objects.filter(panel=panel, purpose=data["purpose"]).exists():
        return
    document = read(f"forms/{data['document']}.json")
    form = form_from_json(home, document, slug=data["slug"])
    PanelForm.objects.create(panel=panel, purpose=data["purpose"], form_page=form)
    if handlers.handler_for(form.purpose).public:
        home.refresh_from_db()
        home.button_page = form
        home.save_revision().publish()


def load_home(folder: str) -> HomePage:
    data = read(f"pages/{folder}/home.json")
    texts = {name: data[name] for name in ("introduction", "button_text", "which_panel")}
    return publish(Page.get_first_root_node(), HomePage(**described(data), **texts))


def load_pages(folder: str, *, home: HomePage) -> None:
    """Make the pages under the home page that are not there yet."""
    for path in sorted((FIXTURES / "pages" / folder).glob("*.json")):
        data = read(f"pages/{folder}/{path.name}")
        if data["kind"] in MAKES and not home.get_children().filter(slug=data["slug"]).exists():
            publish(home, MAKES[data["kind"]](data))


def described(data: dict) -> dict:
    """Return what every page has, for a page that is not public until it is published."""
    shared = ("title", "slug", "search_description")
    return {name: data[name] for name in shared} | {"live": False, "show_in_menus": True}


def numbered_page(data: dict) -> NumberedPage:
    revised = data.get("revised_on")
    page = NumberedPage(
        **described(data),
        introduction=data["introduction"],
        status_line=data.get("status_line", ""),
        revised_on=date.fromisoformat(revised) if revised else None,
    )
    page.sections = json.dumps([section(one, page=data["slug"]) for one in data["sections"]])
    return page


def section(data: dict, *, page: str) -> dict:
    """Return a section as Wagtail keeps it. Its identity follows from its page and heading."""
    parts = [part(one, page=page, within=data["heading"]) for one in data.get("parts", [])]
    value = {"heading": data["heading"], "text": data.get("text", ""), "parts": parts}
    return {"type": "section", "value": value, "id": identity(page, data["heading"])}


def part(data: dict, *, page: str, within: str) -> dict:
    kind, name = ("part", data["heading"]) if "heading" in data else ("table", data["caption"])
    return {"type": kind, "value": data, "id": identity(page, within, name)}


def identity(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(names)))


def plain_page(data: dict) -> PlainPage:
    return PlainPage(**described(data), body=data["body"])


MAKES = {"numbered": numbered_page, "plain": plain_page}


def publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def load_editors(board: Board, home: HomePage) -> Group:
    """Make the group of those who edit this board's pages and forms, and nothing else."""
    group, is_new = Group.objects.get_or_create(name=EDITORS.format(board=board.short_name))
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        for codename in EDITORS_MAY:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            )
            GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    return group
