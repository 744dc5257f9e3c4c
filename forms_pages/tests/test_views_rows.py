"""Groups that repeat, over HTTP."""

import pytest

from forms_pages.models import Draft
from forms_pages.tests.browsing import hidden, keep, kept, text_of, title_of
from forms_pages.tests.sample import (
    HELPERS,
    document,
    make_version,
    page,
    section,
)

pytestmark = pytest.mark.usefixtures("journey_only")


def add_row(client, **answers):
    page = client.get("/form/page/helpers/add/")
    return client.post("/form/page/helpers/add/", {"row": hidden(page, "row"), **answers})


def test_a_row_is_added_changed_and_removed(begun):
    after = add_row(begun, helper_name="Bo", helper_agency="police")
    (row,) = kept()["helpers"]
    assert after.url == "/form/page/helpers/"
    assert row["helper_agency"] == {"code": "police", "name": "Police"}
    assert "Person who helps 1" in text_of(begun.get("/form/page/helpers/"))

    begun.post(f"/form/page/helpers/{row['id']}/", {"helper_name": "Bea"})
    assert kept()["helpers"] == [{"id": row["id"], "helper_name": "Bea"}]

    asked = begun.get(f"/form/page/helpers/{row['id']}/remove/")
    assert "Bea" in text_of(asked)
    assert kept()["helpers"]
    begun.post(f"/form/page/helpers/{row['id']}/remove/")
    assert kept() == {}


def test_a_double_click_adds_one_row(begun):
    page = begun.get("/form/page/helpers/add/")
    data = {"row": hidden(page, "row"), "helper_name": "Bo"}

    begun.post("/form/page/helpers/add/", data)
    begun.post("/form/page/helpers/add/", data)

    assert len(kept()["helpers"]) == 1


def test_a_row_that_is_wrong_is_not_saved_and_stays_as_typed(begun):
    page = add_row(begun, helper_name="", helper_notes="Kind")

    assert page.status_code == 422
    assert title_of(page).startswith("Error: Add person who helps")
    assert "Enter a name" in text_of(page)
    assert "Kind" in page.content.decode()
    assert kept() == {}


@pytest.mark.parametrize("row", ["", "r1; drop", "x1", "r" + "1" * 40])
def test_a_row_id_that_we_did_not_give_out_is_refused(begun, row):
    page = begun.post("/form/page/helpers/add/", {"row": row, "helper_name": "Bo"})

    assert page.status_code == 400
    assert kept() == {}


def test_rows_that_are_not_there(begun):
    assert begun.get("/form/page/helpers/r99/").status_code == 404
    assert begun.get("/form/page/helpers/r99/remove/").status_code == 404
    assert begun.post("/form/page/helpers/r99/", {"helper_name": "Bo"}).status_code == 404


def test_a_full_group_offers_no_more(begun):
    keep({"helpers": [{"id": f"r{at}", "helper_name": "Bo"} for at in range(3)]})

    html = begun.get("/form/page/helpers/").content.decode()

    assert "Add another" not in html
    assert begun.get("/form/page/helpers/add/").url == "/form/page/helpers/"
    begun.post("/form/page/helpers/add/", {"row": "r9", "helper_name": "Bo"})
    assert len(kept()["helpers"]) == 3


def test_a_group_needs_a_row_or_none_to_add(begun):
    refused = begun.post("/form/page/helpers/")
    none = begun.post("/form/page/helpers/", {"helpers-not-known": "yes"})

    assert refused.status_code == 422
    assert "Add at least one person who helps, or select “None to add”" in text_of(refused)
    assert none.status_code == 302
    assert kept() == {"helpers": {"not_known": True}}


def test_a_row_that_is_unfinished_must_be_finished(begun):
    keep({"helpers": [{"id": "r1"}]})

    page = begun.post("/form/page/helpers/")

    assert page.status_code == 422
    assert "Finish or remove each entry" in text_of(page)


def test_a_group_that_may_be_empty_may_be_empty(begun, form_page):
    Draft.objects.all().delete()
    group = {**HELPERS, "required": False}
    make_version(
        form_page,
        document(sections=[section("s", page("helpers", group))]),
    )
    begun.post("/form/begin/")

    assert begun.post("/form/page/helpers/").status_code == 302
    assert Draft.objects.get().seen == ["helpers"]
