import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from benchmarks import exposure as benchmark
from matchmaker.domain.errors import NotAllowed
from matchmaker.domain.exposure import Dimension, UnlistedReason
from matchmaker.domain.interests import ConflictKind, PartnerPair
from matchmaker.domain.pool import PoolMembership
from matchmaker.domain.vocabulary import PartyKind, Zone
from matchmaker.services import interests
from matchmaker.services.mentoring import applications
from matchmaker.services.suggestions import exposure
from matchmaker.services.suggestions.exposure import ExposureWords
from matchmaker.services.suggestions.full_run import recommend_all
from tests.integration.services.sample_network import draft_mentor

STARTUP, MENTOR, INVESTOR = PartyKind.STARTUP, PartyKind.MENTOR, PartyKind.INVESTOR
GUIDES = (STARTUP, MENTOR)


def add_mentors(context, *drafts):
    with context.open_unit() as unit:
        added = [unit.mentors.add(it) for it in drafts]
        unit.commit()
    return added


@pytest.fixture
def crowd(context, town):
    """Besides the sample mentor, one mentor for each reason to be suggested to nobody, named after it."""
    yesterday = (context.now() - timedelta(days=1)).date()
    names = {
        "left": {},
        "expired": {"certified_until": yesterday},
        "full": {"capacity": 0},
        "paused": {"expertise": "外语"},
        "thin": {"expertise": "球"},
        "conflict": {"expertise": "纳米材料产业化与中试，熟悉化工园区的安全与环保审批流程"},
        "no_fit": {"expertise": "古典舞蹈编排与少儿声乐教学，长期在剧院排演传统戏曲剧目"},
    }
    ids = add_mentors(context, *(draft_mentor(name=name, **others) for name, others in names.items()))
    by_name = dict(zip(names, ids, strict=True))
    with context.open_unit() as unit:
        unit.pool.save_member(PoolMembership(mentor_id=by_name["left"], exited_at=context.now(), exit_reason="退休"))
        unit.mentors.save(replace(unit.mentors.get(by_name["left"]), capacity=0))
        unit.commit()
    applications.pause_mentor(context, town.operator, by_name["paused"])
    for startup_id in town.startups:
        pair = PartnerPair(startup_id, MENTOR, by_name["conflict"])
        interests.declare_conflict(
            context, town.operator, pair, kind=ConflictKind.RELATIVE, words="亲属", since=context.now().date()
        )
    recommend_all(context)
    (pending,) = add_mentors(context, draft_mentor(name="pending"))
    return {**by_name, "pending": pending}


def test_everybody_who_is_suggested_to_nobody_has_a_reason(context, town, crowd):
    view = exposure.get_exposure(context, town.operator, GUIDES)
    found = {it.id: it.reason for it in view.unlisted.items}

    assert found == {number: UnlistedReason(name) for name, number in crowd.items()}
    assert list(view.reasons) == [it for it in UnlistedReason if it is not UnlistedReason.OUTRANKED]
    assert (view.figures.members, view.figures.listed) == (9, 1)
    assert view.mean == pytest.approx(2 / 9)

    full = exposure.get_exposure(context, town.operator, GUIDES, reason=UnlistedReason.FULL, page=7)
    assert [it.name for it in full.unlisted.items] == ["full"]
    assert full.reasons == view.reasons


def test_figures_report_what_the_order_for_the_market_changed(context, town):
    before = {it.kinds: it for it in exposure.list_figures(context, town.operator)}
    assert set(before) == set(exposure.LISTS)
    assert all((it.spread, it.listed, it.gain) == (None, 0, None) for it in before.values())

    recommend_all(context)
    after = {it.kinds: it for it in exposure.list_figures(context, town.operator)}
    assert (after[GUIDES].members, after[GUIDES].listed) == (1, 1)
    assert after[GUIDES].spread.after.coverage == 1.0
    assert after[GUIDES].gain == pytest.approx(0.0)
    assert after[INVESTOR, STARTUP].members == 2


def test_groups_are_of_those_who_are_suggested(context, town):
    recommend_all(context)
    view = exposure.get_exposure(context, town.operator, (INVESTOR, STARTUP))

    (zone,) = view.groups[Dimension.ZONE]
    assert (zone.code, zone.members) == (Zone.NEW_AREA, 2)
    assert set(view.groups) == set(Dimension)


def test_workbook_holds_figures_groups_and_everybody(context, town, crowd):
    words = ExposureWords(
        titles=["A", "B", "C"],
        figures=[str(n) for n in range(12)],
        groups=[str(n) for n in range(8)],
        members=["name", "zone", "stage", "industry", "lists", "reason"],
        kind="导师",
        to_text=lambda code: "" if code is None else code.value,
    )
    content = exposure.export_exposure(context, town.operator, GUIDES, words)

    figures, groups, members = load_workbook(io.BytesIO(content)).worksheets
    assert [cell.value for cell in figures[2]][:3] == ["导师", 9, 1]
    assert groups.max_row == 1, "no mentor states a zone or an industry"
    rows = list(members.iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[5]) for row in rows if row[5]} == {(name, name) for name in crowd}
    assert sum(row[4] for row in rows) == 2
    with context.open_unit(readonly=True) as unit:
        assert unit.audit.list_page().items[0].action == "list.export"


def test_others_than_the_operator_see_nothing(context, town):
    for actor in (town.organizer, town.founders[0], town.mentor, town.investors[0]):
        with pytest.raises(NotAllowed):
            exposure.list_figures(context, actor)
        with pytest.raises(NotAllowed):
            exposure.get_exposure(context, actor, GUIDES)


def test_benchmark_prints_figures_before_and_after(capsys):
    assert benchmark.run(["--startups", "40", "--partners", "14"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert (report["startups"], report["partners"]) == (40, 14)
    assert report["markets"].keys() == {"mentor", "investor"}
    for market in report["markets"].values():
        assert market["expected_matches"]["after"] >= market["expected_matches"]["before"] > 0
    lists = report["markets"]["mentor"]["startups_seen_by_mentors"]
    assert lists["after"]["coverage"] >= lists["before"]["coverage"]
