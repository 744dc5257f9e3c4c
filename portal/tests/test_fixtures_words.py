"""The boards' texts are our own words, and carry every fact they must."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from portal.tests.phrases import TAG, copied, digest, strings

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
FILES = sorted(FIXTURES.rglob("*.json"))

TERMS_OF_REFERENCE = (
    "Care Act 2014",
    "legislation.gov.uk/ukpga/2014/23/section/42",
    "Care and Support Statutory Guidance",
    "Chair and Vice Chair",
    "again every year",
    "Adult Social Care",
    "Oxford Health",
    "Environmental Health",
    "registered social landlords",
    "Quality, Standards and Practice",
    "safeguarding leads",
    "One Recovery Bucks",
    "Thames Valley Police",
    "Bucks Fire and Rescue",
    "The Chair decides",
    "Court of Protection",
    "information sharing agreement",
    "serious crime",
    "significant harm",
    "multi-disciplinary meetings",
    "BSABcomplexcasepanel@buckinghamshire.gov.uk",
    "ten working days",
    "every month",
    "Five working days",
    "https://www.buckssafeguarding.org.uk/adultsboard/report-a-concern/",
    "lead professional",
    "Each quarter",
    "ten measures",
    "dip samples",
    "impact statements",
    "risk matrix",
    "enable risk",
)
PROCEDURE = (
    "education, health, social care and youth support",
    "Core Groups, Child Protection Conferences",
    "Placement and Commissioning Panel",
    "MAPPA",
    "section 31",
    "Deputy Director for Social Care",
    "Director of Children’s Services at Oxford Health",
    "Designated Safeguarding Doctor",
    "Clinical Commissioning Group",
    "Integrated Care Board",
    "1 July 2022",
    "CAMHS",
    "Detective Chief Inspector",
    "Disability Manager",
    "Special Educational Needs Manager",
    "Legal Adviser",
    "Learning and Improvement Framework",
    "every two months",
    "more than 18 months",
    "no Care Order",
    "secure order",
    "harmful sexual behaviour",
    "thresholds",
    "agreement in principle",
    "two weeks before the panel",
    "chronology",
    "key social worker",
    "independent reviewing officer",
    "signs the minutes",
    "report back",
)


def text_of(path: str) -> str:
    return " ".join(strings(json.loads((FIXTURES / path).read_text())))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_no_sentence_is_copied_from_the_documents(path):
    texts = strings(json.loads(path.read_text()))

    assert [phrase for text in texts for phrase in copied(text)] == []


def test_the_check_for_copies_finds_one(monkeypatch, tmp_path):
    sources = tmp_path / "phrases.txt"
    sources.write_text(digest("one two three four five six seven eight"))
    monkeypatch.setattr("portal.tests.phrases.SOURCES", sources)

    assert copied("<p>Zero, one two three four five six seven eight.</p>")
    assert not copied("<p>One two three four</p><p>five six seven eight</p>")


@pytest.mark.parametrize("fact", TERMS_OF_REFERENCE)
def test_the_terms_of_reference_carry_this_fact(fact):
    assert fact in text_of("pages/bsab/terms-of-reference.json")


@pytest.mark.parametrize("fact", PROCEDURE)
def test_the_procedure_carries_this_fact(fact):
    assert fact.lower() in text_of("pages/oscb/procedure.json").lower()


def test_the_procedure_has_twelve_parts_in_the_order_of_the_chapter():
    sections = json.loads((FIXTURES / "pages/oscb/procedure.json").read_text())["sections"]

    assert [section["heading"] for section in sections] == [
        "Introduction",
        "Purpose",
        "Deciding which panel to use",
        "Case responsibility",
        "Membership",
        "What members do",
        "How often the panel meets",
        "Criteria",
        "When services are part of the problem",
        "What should come of it",
        "Process",
        "Appendix 1: the pathway, step by step",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_no_text_holds_a_character_that_was_decoded_wrongly(path):
    wrong = set("┬├ÂÃ\ufffd\x00")

    assert not wrong & set(path.read_text(encoding="utf-8"))


def test_texts_say_what_the_panel_does_without_claiming_the_case():
    claims = ("the panel owns", "the panel manages", "the panel decides for")
    for path in FILES:
        said = TAG.sub(" ", " ".join(strings(json.loads(path.read_text())))).lower()
        assert not [claim for claim in claims if claim in said], path
