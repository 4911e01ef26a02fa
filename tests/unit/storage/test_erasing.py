import pytest

from matchmaker.domain.profile_rules import INVESTOR, MENTOR, STARTUP, Rule, TextRule
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.queries.erasing import EMPTY_PROFILE, PROFILES
from matchmaker.storage.queries.personal import Root

RULES: dict[PartyKind, dict[str, Rule]] = {
    PartyKind.STARTUP: STARTUP,
    PartyKind.MENTOR: MENTOR,
    PartyKind.INVESTOR: INVESTOR,
}


@pytest.mark.parametrize("kind", list(PartyKind))
def test_every_text_of_a_profile_is_emptied_when_its_person_leaves(kind):
    _, values = PROFILES[Root(kind.value)]
    emptied = {*values, *EMPTY_PROFILE, "name"}

    assert {name for name, rule in RULES[kind].items() if isinstance(rule, TextRule)} <= emptied
