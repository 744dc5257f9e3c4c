"""Keys are given once and kept; what is frozen is clean, whole and the same each time."""

import json
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_pages import definition, identity
from forms_pages.importing import form_from_json
from forms_pages.models import FormPage, IssuedKey
from forms_pages.tests import authoring, sample


def short_text(label: str, block_id: str, key: str = "", **more) -> dict:
    value = {"label": label, "key": key, **more}
    return {"type": "short_text", "value": value, "id": block_id}


def key_of(block: dict, keys: identity.Keys) -> str:
    return definition.question(block, keys)["key"]


def test_a_new_question_gets_a_key_from_its_words():
    keys = identity.Keys({})

    assert key_of(short_text("What is the date?", "1"), keys) == "what_is_the_date"
    assert keys.new == {("question", "1"): "what_is_the_date"}


@pytest.mark.parametrize(
    ("label", "key"),
    [("2 + 2", "q_2_2"), ("", "short_text"), ("???", "q"), ("É", "q"), ("x" * 80, "x" * 40)],
)
def test_every_label_makes_a_key(label, key):
    made = key_of(short_text(label, "1"), identity.Keys({}))

    assert made == key
    assert identity.is_key(made)


@pytest.mark.parametrize("said", ["", "forged", "first_name", "Not a key!", "x" * 99])
def test_a_key_once_given_is_kept_whatever_the_block_says(said):
    keys = identity.Keys({("question", "1"): "first_name"})

    assert key_of(short_text("Entirely new words", "1", said), keys) == "first_name"
    assert not keys.new


@pytest.mark.parametrize("first", ["the original", "the copy"])
def test_a_duplicated_question_gets_a_key_of_its_own(first):
    keys = identity.Keys({("question", "1"): "name"})
    original, copy = short_text("Name", "1", "name"), short_text("Name", "2", "name")
    order = [original, copy] if first == "the original" else [copy, original]

    given_out = {block["id"]: key_of(block, keys) for block in order}

    assert given_out == {"1": "name", "2": "name_2"}


def test_a_key_of_a_question_that_is_gone_is_not_given_again():
    keys = identity.Keys({("question", "gone"): "name"})

    assert key_of(short_text("Name", "2", "name"), keys) == "name_2"


def test_a_key_that_cannot_be_one_is_not_taken_from_an_import():
    assert key_of(short_text("Name", "1", "Drop Table"), identity.Keys({})) == "name"


def test_options_have_keys_of_their_question():
    def route(block_id):
        options = [
            {"type": "item", "value": {"label": label}, "id": f"{block_id}{at}"}
            for at, label in enumerate(["Early", "Last", "Early"])
        ]
        value = {"label": "Route", "options": options}
        return {"type": "one_of", "value": value, "id": block_id}

    keys = identity.Keys({})
    first, second = (definition.question(route(one), keys) for one in ("1", "2"))

    assert [option["key"] for option in first["options"]] == ["early", "last", "early_2"]
    assert [option["key"] for option in second["options"]] == ["early", "last", "early_2"]


def test_every_nested_block_gets_an_id():
    blocks = [
        {
            "type": "page",
            "value": {
                "questions": [
                    {
                        "type": "one_of",
                        "value": {"options": [{"type": "item", "value": {"label": "A"}}]},
                    }
                ]
            },
        }
    ]

    identity.give_ids(blocks, set())

    (question,) = blocks[0]["value"]["questions"]
    ids = {blocks[0]["id"], question["id"], question["value"]["options"][0]["id"]}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("written", "frozen"),
    [
        ("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>"),
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red" class="y">a</p>', "<p>a</p>"),
        ('<p><a href="javascript:alert(1)">a</a></p>', "<p><a>a</a></p>"),
        ('<p><a href="JaVaScRiPt:alert(1)">a</a></p>', "<p><a>a</a></p>"),
        ('<p><a href="data:text/html,x">a</a></p>', "<p><a>a</a></p>"),
        (
            '<p><a href="https://example.org/">a</a></p>',
            '<p><a href="https://example.org/">a</a></p>',
        ),
        ('<p>a<img src="x" onerror="y()"></p>', "<p>a</p>"),
        ('<iframe src="https://example.org"></iframe>', ""),
        ("<p></p>", ""),
        ("<p>&nbsp;</p>", ""),
        ('<p data-block-key="abc">a</p>', "<p>a</p>"),
        (None, ""),
    ],
)
def test_rich_text_is_frozen_without_anything_harmful(written, frozen):
    assert definition.clean(written) == frozen


def test_the_hash_tells_content_apart_and_not_the_order_of_names():
    document = sample.document()
    reordered = dict(reversed(list(document.items())))

    assert definition.content_hash(document) == definition.content_hash(reordered)
    assert definition.content_hash(document) != definition.content_hash({**document, "title": "x"})


# What needs the form's pages.


@pytest.fixture
def form(receiver, db):
    return authoring.sample_form(receiver)


def publish(form) -> FormPage:
    authoring.drafted(form).save_revision().publish()
    return FormPage.objects.get(pk=form.pk)


def questions_of(form) -> dict[str, dict]:
    return {one["key"]: one for one in definition.questions_of(form.live_version.document)}


def test_compiling_saves_nothing(form):
    authoring.relabel(form, "person", "first_name", "Given name")
    before = IssuedKey.objects.count()

    definition.compile_form(authoring.drafted(form))

    assert IssuedKey.objects.count() == before
    assert "Given name" not in str(authoring.section_of(form, "person").body.get_prep_value())


def test_compiling_twice_gives_the_same_document(form):
    draft = authoring.drafted(form)

    once, twice = definition.compile_form(draft), definition.compile_form(draft)

    assert once == twice == form.live_version.document


def test_a_question_that_is_reworded_and_moved_keeps_its_key(form):
    def change(content):
        moved = content[0]["value"]["questions"].pop(1)
        moved["value"]["label"] = "What do friends call you?"
        content[1]["value"]["questions"].append(moved)

    authoring.redraft(authoring.section_of(form, "person"), change)

    published = questions_of(publish(form))

    assert published["nickname"]["label"] == "What do friends call you?"
    assert published["nickname"]["page"] == "born"


def test_a_question_duplicated_in_the_editor_gets_a_new_key_and_the_first_keeps_its_own(form):
    def change(content):
        copy = deepcopy(authoring.question_in(content, "nickname"))
        copy["id"] = "a-new-block"
        content[0]["value"]["questions"].insert(0, copy)

    authoring.redraft(authoring.section_of(form, "person"), change)

    form = publish(form)

    assert [key for key in questions_of(form) if "nickname" in key] == ["nickname_2", "nickname"]
    stored = authoring.stored(authoring.section_of(form, "person").body)
    assert authoring.question_in(stored, "nickname_2")["id"] == "a-new-block"


def test_a_question_brought_back_from_the_history_is_itself_again(form):
    section = authoring.section_of(form, "person")
    before = authoring.stored(section.body)
    authoring.redraft(section, lambda content: content[0]["value"]["questions"].pop())
    assert "nickname" not in questions_of(publish(form))

    authoring.redraft(section, lambda content: content.__setitem__(slice(None), before))

    assert "nickname" in questions_of(publish(form))


def test_keys_are_shown_to_the_editor_after_publication(form):
    value = {
        "label": "Ready",
        "match": "all",
        "key": "",
        "tests": [
            {"type": "test", "value": {"question": "route", "comparison": "is", "values": ["a"]}}
        ],
    }
    draft = authoring.drafted(form)
    draft.conditions = json.dumps(
        [*authoring.stored(draft.conditions), {"type": "condition", "value": value}]
    )
    draft.save_revision().publish()

    shown = authoring.stored(authoring.drafted(form).conditions)

    assert [block["value"]["key"] for block in shown] == ["route_a", "route_b", "ready"]


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20
)
kinds = st.sampled_from(["short_text", "long_text", "date", "email", "phone", "address"])


@st.composite
def small_documents(draw):
    labels = draw(st.lists(st.tuples(words, kinds, st.booleans()), min_size=1, max_size=4))
    asked = [
        sample.question(f"q{at}", kind, label, **({"required": True} if required else {}))
        for at, (label, kind, required) in enumerate(labels)
    ]
    for question, (_, _, required) in zip(asked, labels, strict=True):
        if not required:
            del question["required"]
    pages = [
        sample.page(f"p{at}", question, title=draw(words)) for at, question in enumerate(asked)
    ]
    texts = {name: f"<p>{name}</p>" for name in definition.TEXTS}
    conditions = (
        [] if draw(st.booleans()) else [sample.only_if("c", "q0", comparison="is_answered")]
    )
    return {
        "schema_version": 1,
        "title": draw(words),
        "purpose": sample.PURPOSE,
        **texts,
        "conditions": conditions,
        "sections": [sample.section("s", *pages)],
    }


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(document=small_documents())
def test_any_form_that_is_imported_twice_is_one_version_with_the_same_hash(receiver, db, document):
    slug = f"any-{FormPage.objects.count()}"
    form = form_from_json(authoring.home(), document, slug=slug)
    first = form.live_version

    form = form_from_json(authoring.home(), document, slug=slug)

    assert form.live_version == first
    assert first.document == document
    assert first.content_hash == definition.content_hash(document)
