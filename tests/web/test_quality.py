"""The operator's page of learned matching, and its actions."""

import pytest

from matchmaker.artefacts import store_version
from matchmaker.domain.applications import Application
from matchmaker.domain.learning import CalibrationBin, DataAmount, DirectionReport, Estimate, VersionScore
from matchmaker.domain.suggestions import Fit, Suggestion
from matchmaker.domain.vocabulary import ApplicationState, Band, JobKind, PartyKind
from matchmaker.services.suggestions.learning import versions

HALF = Estimate(mean=0.5, low=0.4, high=0.6)
BINS = (CalibrationBin(predicted=0.3, seen=0.4, count=50),)
SCORE = VersionScore(ndcg=HALF, auc=HALF, log_loss=HALF, brier=0.2, calibration_error=0.03, bins=BINS)
NAMES = ("learned", "serving", "recalibrated", "hand_set", "popularity", "random")
REPORT = DirectionReport(
    wanter=PartyKind.STARTUP,
    wanted=PartyKind.MENTOR,
    amount=DataAmount(rows=600, wanted=120, people=60, shown=500),
    scores=dict.fromkeys(NAMES, SCORE),
    gain=Estimate(mean=0.05, low=0.02, high=0.08),
    sharper=HALF,
    takes_weights=True,
    takes_curve=True,
    weights={"zone": 0.6, "needs_text": 0.4, "load": 0.0},
    looked_at=(1.0, 0.5, 0.33, 0.25, 0.2, 0.17, 0.14, 0.13, 0.11, 0.1, 0.09, 0.08),
)


@pytest.fixture
def trained(world):
    """A network with one trained version, not in use."""
    versions.record_hand_set(world.context)
    contents = {versions.METRICS: versions.reports_to_json(versions.HAND_SET, [REPORT]), versions.ARRAYS: b"weights"}
    store_version(
        world.context.settings.models,
        versions.NAME,
        version="20260601-120000",
        contents=contents,
        created_from="600 decisions",
        now=world.context.now(),
    )
    return world


def add_decided(world, band, *, accepted, declined):
    states = [ApplicationState.ENDED] * accepted + [ApplicationState.DECLINED] * declined
    with world.context.open_unit() as unit:
        account = unit.accounts.list_page(number=1).items[0].id
        now = world.context.now()
        unit.applications.add_past(
            Application(
                id=0,
                startup_id=world.startups[0],
                mentor_id=world.mentors[1],
                applied_by=account,
                goal="中试",
                state=state,
                applied_at=now,
                decided_at=now,
                fit=Fit(score=0.7, band=band, reasons=()),
            )
            for state in states
        )
        unit.commit()


def save_counts(world, direction, counts):
    with world.context.open_unit() as unit:
        unit.measured_bands.save(direction, counts, world.context.now())
        unit.commit()


def suggest(world, seeker, candidate):
    (seeker_kind, seeker_id), (candidate_kind, candidate_id) = seeker, candidate
    suggestion = Suggestion(
        seeker_kind=seeker_kind,
        seeker_id=seeker_id,
        candidate_kind=candidate_kind,
        candidate_id=candidate_id,
        rank=1,
        fit=Fit(score=0.6, band=Band.STRONG, reasons=()),
        computed_at=world.context.now(),
    )
    with world.context.open_unit() as unit:
        unit.suggestions.replace_for(seeker_kind, seeker_id, candidate_kind=candidate_kind, suggestions=[suggestion])
        unit.commit()


def test_page_states_that_nothing_was_learned_yet(world, operator):
    page = operator.get("/quality")
    assert "初始规则（按经验设定）" in page.text
    assert "还没有学习过" in page.text
    assert "还没有足够的记录" in page.text


def test_versions_are_listed_and_one_is_put_in_use(trained, operator):
    page = operator.get("/quality")
    assert "20260601-120000" in page.text
    after = operator.post("/quality/20260601-120000/use")
    assert "版本已启用" in after.text
    assert versions.find_serving(trained.context) == "20260601-120000"
    with trained.context.open_unit(readonly=True) as unit:
        assert [it.kind for it in unit.jobs.list_open()] == [JobKind.RECOMMEND]
    assert "启用了另一个匹配版本" in operator.get("/admin/audit").text


def test_a_version_shows_its_figures_in_both_languages(trained, operator):
    page = operator.get("/quality/20260601-120000")
    assert "采用学到的权重" in page.text
    assert "0.050" in page.text
    assert "第 2 名：50%" in page.text
    operator.get("/quality/20200101-000000", status=404)


def test_training_is_started_from_the_page(trained, operator):
    page = operator.post("/quality/train")
    assert page.h1 == "从选择中学习"


def test_bands_are_described_as_so_many_of_ten(world, operator, founder):
    add_decided(world, Band.STRONG, accepted=10, declined=15)
    add_decided(world, Band.GOOD, accepted=3, declined=10)

    text = operator.get("/quality").text
    assert "10 个里有 4 个被接受（共 25 次决定；可能在 3 到 6 个之间）" in text
    assert text.count("还没有足够的记录") == 5  # two bands of this table, and the three tables of what was shown


def test_the_operator_reads_what_bands_meant_on_all_kinds_of_lists(world, operator):
    save_counts(world, (PartyKind.STARTUP, PartyKind.INVESTOR), {Band.STRONG: (30, 100), Band.GOOD: (0, 40)})
    save_counts(world, (PartyKind.STARTUP, PartyKind.MENTOR), {Band.GOOD: (500, 1_000)})

    text = operator.get("/quality").text
    assert (
        "推荐给企业的投资人，有多少被选中 很契合 过去这样的推荐，10 个里有 3 个被选中（共 100 个推荐；可能在 2" in text
    )
    assert "契合 过去这样的推荐，10 个里不到 1 个被选中（共 40 个推荐；" in text
    assert "10 个里有 5 个收到申请（共 1,000 个推荐）" in text
    assert text.count("还没有足够的记录") == 5


def test_cards_of_investors_show_what_a_band_meant_from_twenty_on(world, founder, investor):
    for seeker, candidate in ((PartyKind.STARTUP, PartyKind.INVESTOR), (PartyKind.INVESTOR, PartyKind.STARTUP)):
        ids = {PartyKind.STARTUP: world.startups[0], PartyKind.INVESTOR: world.investors[0]}
        suggest(world, (seeker, ids[seeker]), (candidate, ids[candidate]))
    assert "过去这样的推荐" not in founder.get("/matches").text

    save_counts(world, (PartyKind.STARTUP, PartyKind.INVESTOR), {Band.STRONG: (6, 20), Band.GOOD: (9, 19)})
    save_counts(world, (PartyKind.INVESTOR, PartyKind.STARTUP), {Band.STRONG: (12, 24)})
    text = founder.get("/matches").text
    assert text.count("10 个里有 3 个被选中") == 2  # on the card, and with its range above the cards
    assert "10 个里有 3 个被选中（共 20 个推荐；可能在 2 到 5 个之间）" in text
    assert "个里有 5 个被选中" not in text
    assert investor.get("/matches").text.count("10 个里有 5 个被选中") == 2


def test_cards_show_both_sides_and_what_a_band_meant(world, founder):
    add_decided(world, Band.STRONG, accepted=10, declined=15)
    fit = Fit(score=0.6, band=Band.STRONG, reasons=(), startup_wants=0.7, partner_wants=0.52, partner_chance=0.38)
    suggestion = Suggestion(
        seeker_kind=PartyKind.STARTUP,
        seeker_id=world.startups[0],
        candidate_kind=PartyKind.MENTOR,
        candidate_id=world.mentors[0],
        rank=1,
        fit=fit,
        computed_at=world.context.now(),
    )
    with world.context.open_unit() as unit:
        kinds = {"candidate_kind": PartyKind.MENTOR, "suggestions": [suggestion]}
        unit.suggestions.replace_for(PartyKind.STARTUP, world.startups[0], **kinds)
        unit.commit()

    text = founder.get("/matches").text
    assert "对方符合您的需要 很高 您符合" in text
    assert "您符合对方的需要 较高 · 10 个里约有 4 个愿意" in text
    assert "10 个里有 4 个被接受" in text
    text = founder.get(f"/mentors/{world.mentors[0]}").text
    assert "您符合对方的需要 较高" in text
