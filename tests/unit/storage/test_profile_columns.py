import pytest
from sqlalchemy import BigInteger, Integer, String

from matchmaker.domain.candidacies import CandidacyDraft, Review
from matchmaker.domain.pool import PoolApplicationDraft
from matchmaker.domain.profile_rules import RULES, TextRule
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.storage.tables import (
    CandidacyReviewRow,
    CandidacyRow,
    InvestorRow,
    MentorRow,
    PoolApplicationRow,
    Row,
    StartupRow,
)

TABLES: dict[type, type[Row]] = {
    StartupDraft: StartupRow,
    MentorDraft: MentorRow,
    InvestorDraft: InvestorRow,
    PoolApplicationDraft: PoolApplicationRow,
    CandidacyDraft: CandidacyRow,
    Review: CandidacyReviewRow,
}
CASES = [(draft, name) for draft, rules in RULES.items() for name in rules]


@pytest.mark.parametrize(("draft", "name"), CASES, ids=[f"{draft.__name__}-{name}" for draft, name in CASES])
def test_column_holds_whatever_the_rule_lets_through(draft: type, name: str) -> None:
    rule, column = RULES[draft][name], TABLES[draft].__table__.c[name]

    if isinstance(rule, TextRule):
        assert isinstance(column.type, String)
        assert column.type.length is None or column.type.length >= rule.most
    else:
        assert isinstance(column.type, Integer | BigInteger)
        assert rule.most < 2**31
