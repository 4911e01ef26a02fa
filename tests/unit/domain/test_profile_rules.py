from dataclasses import fields, replace

import pytest

from matchmaker.domain.errors import Invalid
from matchmaker.domain.profile_rules import (
    LONGEST_NAME,
    LONGEST_TEXT,
    RULES,
    FieldFault,
    NumberRule,
    TextRule,
    find_faults,
    require_valid,
)
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import MentorKind

STARTUP = StartupDraft(name="甲公司", description="研发高温合金")
MENTOR = MentorDraft(name="张三", kind=MentorKind.TECHNOLOGY, expertise="配方")
INVESTOR = InvestorDraft(name="李四", thesis="早期硬科技")


def test_every_rule_names_a_field_of_its_draft() -> None:
    for draft, rules in RULES.items():
        assert rules.keys() <= {it.name for it in fields(draft)}, draft


def test_draft_has_no_fault_when_it_keeps_all_rules() -> None:
    assert [find_faults(it) for it in (STARTUP, MENTOR, INVESTOR)] == [{}, {}, {}]


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (replace(STARTUP, name=" "), {"name": FieldFault(code="required")}),
        (
            replace(STARTUP, name="字" * (LONGEST_NAME + 1)),
            {"name": FieldFault(code="too_long", data={"length": LONGEST_NAME + 1, "limit": LONGEST_NAME})},
        ),
        (
            replace(MENTOR, capacity=-1),
            {"capacity": FieldFault(code="number_out_of_range", data={"least": 0, "most": 100})},
        ),
        (replace(INVESTOR, ticket_min=5, ticket_max=4), {"ticket_max": FieldFault(code="range_reversed")}),
    ],
    ids=["missing", "long", "below", "reversed"],
)
def test_fault_has_a_code_and_its_data_when_a_rule_is_broken(draft: object, fault: dict[str, FieldFault]) -> None:
    assert find_faults(draft) == fault


def test_blanks_around_a_text_are_not_counted() -> None:
    assert find_faults(replace(STARTUP, description=f"  {'字' * LONGEST_TEXT}\n")) == {}


def test_refusal_names_all_fields_that_break_a_rule() -> None:
    with pytest.raises(Invalid) as refused:
        require_valid(replace(STARTUP, name="", funding_sought=1_000_001))

    assert refused.value.data["fields"] == {"name": "required", "funding_sought": "number_out_of_range"}
    assert refused.value.data["details"]["funding_sought"] == {"least": 0, "most": 1_000_000}


@pytest.mark.parametrize(("rule", "value"), [(TextRule(most=3), None), (NumberRule(least=1, most=2), None)])
def test_nothing_is_fine_where_nothing_is_required(rule: TextRule | NumberRule, value: None) -> None:
    assert rule.find_fault(value) is None
    assert replace(rule, is_required=True).find_fault(value) == FieldFault(code="required")
