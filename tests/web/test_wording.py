"""Every code that can reach a page has a sentence in both languages, for any data."""

import dataclasses
import re
from enum import StrEnum

import pytest
from flask import Flask, session

from matchmaker.domain import (
    applications,
    assessment,
    club,
    imports,
    mentorships,
    office_hours,
    pipeline,
    pool,
    vocabulary,
)
from matchmaker.domain.club import ClubAction
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.suggestions import FitReason
from matchmaker.domain.vocabulary import FundingStage, Industry, JobKind, PartyKind, Zone
from matchmaker.exchange.fields import FIELDS
from matchmaker.matching.explaining.reasons import ReasonCode
from matchmaker.scheduling.explaining.openings import OpeningKind
from matchmaker.scheduling.explaining.unmet_reasons import UnmetMeetingReason
from matchmaker.scheduling.model.timetable import Phase
from matchmaker.services.meetings.timetables import own_day, plan_result
from matchmaker.storage.refusals import CODES
from matchmaker.web.locales import set_code
from matchmaker.web.wording import audit_entries, jobs, labels, matches, meetings, notices, refusals
from matchmaker.web.wording import imports as import_wording
from matchmaker.web.wording.formats import money
from matchmaker.web.wording.placeholders import format_value
from tests.web import source_codes


def test_every_kind_of_notice_has_a_sentence() -> None:
    assert set(notices.SENTENCES) == set(NoticeKind)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sentences_of_notices_differ(app: Flask, language: str) -> None:
    with app.test_request_context("/"):
        session["locale"] = language
        texts = [str(it) for it in notices.SENTENCES.values()]

    assert all(texts)
    assert len(set(texts)) == len(texts)


@pytest.fixture(params=["zh", "en"])
def language(app: Flask, request: pytest.FixtureRequest):
    """A request in each language."""
    with app.test_request_context("/"):
        session["locale"] = request.param
        yield request.param


def list_enums() -> list[type[StrEnum]]:
    modules = (assessment, club, imports, mentorships, applications, office_hours, pipeline, pool, vocabulary)
    found = {
        it for module in modules for it in vars(module).values() if isinstance(it, type) and issubclass(it, StrEnum)
    }
    return sorted(found - {StrEnum}, key=lambda it: it.__name__)


@pytest.mark.parametrize("enum", list_enums())
def test_every_value_of_a_closed_list_has_a_label(language: str, enum: type[StrEnum]) -> None:
    texts = [labels.label(member) for member in enum]

    assert all(texts)
    assert len(set(texts)) == len(texts), "two values look the same"


def test_codes_of_lists_that_share_a_sentence_differ() -> None:
    members = [*Industry, *Zone, *FundingStage, *PartyKind]

    assert len({str(member) for member in members}) == len(members)


def test_every_refusal_has_a_sentence() -> None:
    raised = source_codes.list_refusals() | set(CODES.values())

    assert len(raised) > 50, "the codes are found"
    assert {code for code in raised if not code.endswith("_not_found")} - refusals.SENTENCES.keys() == set()


def test_every_refused_field_has_a_sentence() -> None:
    found = source_codes.list_field_codes() | source_codes.list_keywords("code", "domain/profile_rules.py")

    assert {"required", "too_long", "column_missing", "password_length"} <= found
    assert found - refusals.SENTENCES.keys() == set()


def test_every_fault_of_a_row_has_a_sentence() -> None:
    refused = source_codes.list_first_arguments("CellRefused", "exchange") | source_codes.list_keywords(
        "code", "services/people/imports"
    )

    assert len(refused) > 10
    assert refused - import_wording.CELL_SENTENCES.keys() == set()


def test_every_note_of_an_accepted_row_has_a_sentence() -> None:
    noted = source_codes.list_note_codes()

    assert {"kind_assumed", "example_row_skipped", "range_upper_used", "text_too_short"} <= noted
    assert noted - import_wording.CELL_SENTENCES.keys() == set()


def test_every_reason_of_a_suggestion_has_a_sentence() -> None:
    assert set(ReasonCode) - matches.REASON_SENTENCES.keys() == set()


def test_every_reason_of_an_unmet_wish_has_a_sentence() -> None:
    assert {*UnmetMeetingReason, plan_result.SAME_PEOPLE, plan_result.CONFLICT, own_day.NEUTRAL_REASON} == set(
        meetings.UNMET_SENTENCES
    )
    assert set(OpeningKind) == set(meetings.OPENINGS)


def test_every_phase_of_a_job_has_a_sentence() -> None:
    reported = source_codes.list_first_arguments("progress", "services")

    assert reported | set(Phase) == set(jobs.PHASES)


def test_every_failure_of_a_job_has_a_sentence() -> None:
    codes = source_codes.list_first_arguments("fail", "jobs") | {"worker_lost"}

    assert {"internal", "encoder_missing", "encoder_damaged"} <= codes
    assert codes - jobs.FAILURES.keys() - refusals.SENTENCES.keys() == set()


def test_every_action_of_the_log_has_a_sentence() -> None:
    made = source_codes.list_actions()
    templates = {
        "club.{action}",
        "mentoring.{action}",
        "pool.{action}",
        "mentorship.{action}",
        "participation.{action}",
        "timetable.{kind}",
        "{kind}.edit",
    }
    assert {it for it in made if "{" in it} == templates, "name what a new one stands for"

    made |= {f"club.{action}" for action in ClubAction}
    made |= {f"mentoring.{action}" for action in ("agree", "propose", "refuse", "retract")}
    made |= {f"pool.{action}" for action in ("return", "reject")}
    made |= {f"participation.{action}" for action in ("approve", "decline")}
    made |= {f"mentorship.{action}" for action in applications.ApplicationAction}
    made |= {f"timetable.{kind}" for kind in (JobKind.PLAN, JobKind.FORECAST)}
    made |= {f"{kind}.edit" for kind in PartyKind}
    assert {it for it in made if "{" not in it} == set(audit_entries.ACTIONS)


def test_every_field_of_the_log_has_a_name() -> None:
    profile = {it.name for kind in (Startup, Mentor, Investor) for it in dataclasses.fields(kind)}
    keys = source_codes.list_log_keys() | profile - {"id", "is_demo", "mentees"}

    assert {"roles", "is_active", "wished_id", "filename", "measures", "order"} <= keys
    assert keys - audit_entries.LOGGED_NAMES.keys() == set()


def test_every_field_of_a_file_has_a_name() -> None:
    assert {field.name for listed in FIELDS.values() for field in listed} == import_wording.FIELD_NAMES.keys()


SAMPLES = {
    "terms": ["隔膜", "中试"],
    "industry": "new_materials",
    "startup": ["new_area"],
    "partner": ["new_energy", "hightech"],
    "stage": "angel",
    "stages": ["seed", "pre_a"],
    "sought": 500,
    "min": 100,
    "max": None,
    "zone": "hightech",
    "count": 2,
    "kind": "mentor",
    "days": 60,
}


@pytest.mark.parametrize("code", list(ReasonCode))
def test_reason_is_described_without_a_raw_code(language: str, code: ReasonCode) -> None:
    names = re.findall(r"# \((.*?)\)", _line_of(code))[0]
    given = {name: SAMPLES[name] for name in re.findall(r"\w+", names.partition(":")[0]) if name in SAMPLES}

    text = matches.describe_reason(FitReason(code=code, weight=0.5, data=given))

    assert not re.search(r"[a-z]_[a-z]|%\(|None", text), text


def _line_of(code: ReasonCode) -> str:
    source = (source_codes.ROOT / "matchmaker/matching/explaining/reasons.py").read_text(encoding="utf-8")
    return next(line for line in source.splitlines() if f'"{code}"' in line)


def test_texts_that_mean_the_same_are_described_without_an_empty_list(language: str) -> None:
    text = matches.describe_reason(FitReason(code="text_needs_met", weight=0.5, data={"terms": []}))

    assert text[-1] not in ":：、 "


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (100, 500, "100 万元至500 万元"),
        (100, None, "100 万元以上"),
        (None, 500, "500 万元以内"),
        (None, None, "金额不限"),
    ],
)
def test_range_of_amounts_is_described_when_an_end_is_open(
    app: Flask, least: int | None, most: int | None, expected: str
) -> None:
    with app.test_request_context("/"):
        assert matches.describe_amount_range(least, most) == expected


def test_money_is_in_the_unit_of_the_language(app: Flask) -> None:
    with app.test_request_context("/"):
        assert [money(1500), money(None)] == ["1,500 万元", "未填写"]
        set_code("en")
        assert money(1500) == "CNY 15,000,000"


def test_words_of_people_are_left_as_they_are(app: Flask) -> None:
    with app.test_request_context("/"):
        assert format_value("value", "new_area") == "new_area"
        assert format_value("who", "100% 真实") == "100% 真实"
