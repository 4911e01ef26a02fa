from matchmaker.demo.seeding.network import drop_fields
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry

DRAFT = StartupDraft(
    name="甲",
    description="公司专注光伏发电，主打产品是支架。",
    needs="客户",
    industry=Industry.NEW_ENERGY,
    gbt_class="C3825",
    stage=FundingStage.SEED,
)


def test_every_twenty_fifth_startup_states_no_industry():
    found = drop_fields(12, DRAFT)

    assert (found.industry, found.gbt_class, found.needs) == (None, None, "客户")
    assert sum(drop_fields(it, DRAFT).industry is None for it in range(1, 1001)) == 40


def test_every_fortieth_startup_has_its_first_clause_alone():
    found = drop_fields(20, DRAFT)

    assert (found.description, found.needs, found.stage) == ("公司专注光伏发电", "", None)
    assert sum(drop_fields(it, DRAFT).needs == "" for it in range(1, 1001)) == 25


def test_nothing_is_left_out_of_those_who_are_spared():
    assert drop_fields(12, DRAFT, spared={12}) == DRAFT
    assert drop_fields(1, DRAFT) == DRAFT
