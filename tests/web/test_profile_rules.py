"""An imported list and a profile's own page accept the same values, by the rules of the domain."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest

from matchmaker.domain.imports import ImportKind
from matchmaker.domain.profile_rules import INVESTOR, MENTOR, STARTUP, NumberRule, Rule, TextRule
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.people import imports
from tests.web.annual_meeting import act_as
from tests.web.browser import Browser, FetchedPage
from tests.web.small_network import SmallNetwork


@dataclass(frozen=True)
class Profile:
    """A kind of profile: its rules, a row of a list with what must be there, and who may edit it."""

    kind: ImportKind
    rules: dict[str, Rule]
    row: dict[str, str]
    role: Role

    @property
    def repository(self) -> str:
        return f"{self.kind}s"


PROFILES = (
    Profile(ImportKind.STARTUP, STARTUP, {"name": "陇上风能", "description": "风电叶片检测机器人与服务"}, Role.FOUNDER),
    Profile(
        ImportKind.MENTOR,
        MENTOR,
        {"name": "新导师", "kind": "technology", "expertise": "石化装备的工艺与检测"},
        Role.MENTOR,
    ),
    Profile(ImportKind.INVESTOR, INVESTOR, {"name": "新投资人", "thesis": "西北的早期硬科技项目"}, Role.INVESTOR),
)
NOT_ON_PAGES = {"external_id"}
READ_AS_A_CODE = {"gbt_class"}
"""An imported list accepts only classes of GB/T 4754, and leaves other values out."""

CASES = [(it, name) for it in PROFILES for name in it.rules if name not in NOT_ON_PAGES | READ_AS_A_CODE]
IDS = [f"{profile.kind}-{name}" for profile, name in CASES]


def list_limits(rule: Rule) -> list[str]:
    return ["字" * rule.most] if isinstance(rule, TextRule) else [str(rule.least), str(rule.most)]


def list_beyond(rule: Rule) -> list[str]:
    if isinstance(rule, NumberRule):
        return [str(rule.least - 1), str(rule.most + 1)]
    return ["字" * (rule.most + 1), *([""] if rule.is_required else [])]


def run_import(world: SmallNetwork, profile: Profile, row: dict[str, str]) -> object:
    """The stored profile of the row, or None where the list was refused."""
    file = io.StringIO()
    csv.writer(file).writerows([row.keys(), row.values()])
    operator = act_as(world, Role.OPERATOR)
    preview = imports.read_upload(
        world.context, operator, kind=profile.kind, filename="a.csv", content=file.getvalue().encode()
    )
    imports.apply_import(world.context, operator, preview.import_id)
    with world.context.open_unit(readonly=True) as unit:
        newest = list(getattr(unit, profile.repository).iterate_all())[-1]
    return newest if preview.accepted and not {it.code for it in preview.warnings} & {"text_trimmed"} else None


def read_fields(page: FetchedPage) -> dict[str, object]:
    """The fields that a browser sends when nothing is typed."""
    form = next(it for it in page.tree.iter("form") if it.get("action", "").endswith("/edit"))
    sent: dict[str, list[str]] = {}
    for field, value in _list_values(form.iter()):
        sent.setdefault(field, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def _list_values(elements: Iterable) -> Iterable[tuple[str, str]]:
    for element in elements:
        if element.tag == "textarea":
            yield element.get("name"), (element.text or "").removeprefix("\n")
        elif element.tag == "select":
            yield (
                element.get("name"),
                next((one.get("value") for one in element.iter("option") if one.get("selected") is not None), ""),
            )
        elif (
            element.tag == "input"
            and element.get("name")
            and (element.get("type") != "checkbox" or element.get("checked") is not None)
        ):
            yield element.get("name"), element.get("value", "")


@pytest.mark.parametrize("profile", PROFILES, ids=[it.kind for it in PROFILES])
def test_imported_profile_is_saved_unchanged_by_its_owner(
    profile: Profile, world: SmallNetwork, log_in: Callable[[Role], Browser]
) -> None:
    wide = {name: list_limits(rule)[-1] for name, rule in profile.rules.items() if name not in READ_AS_A_CODE}
    imported = run_import(world, profile, {**profile.row, **wide, "gbt_class": "C2651"})
    assert imported is not None
    account = world.add_account("owner@example.org", profile.role, name="新人")
    with world.context.open_unit() as unit:
        unit.accounts.link(account, kind=PartyKind(profile.kind), profile_id=imported.id)
        unit.commit()
    owner = log_in(profile.role).log_in(account)
    path = f"/{profile.repository}/{imported.id}/edit"

    owner.post(path, page=path, **read_fields(owner.get(path)))

    with world.context.open_unit(readonly=True) as unit:
        saved = getattr(unit, profile.repository).get(imported.id)
    assert saved.version == imported.version + 1
    same = {it: getattr(imported, it) for it in [*profile.rules, *profile.row]}
    assert {it: getattr(saved, it) for it in same} == same


@pytest.mark.parametrize(("profile", "name"), CASES, ids=IDS)
def test_page_and_list_agree_at_the_limit_and_beyond(
    profile: Profile, name: str, world: SmallNetwork, operator: Browser
) -> None:
    stored = run_import(world, profile, profile.row)
    path = f"/{profile.repository}/{stored.id}/edit"
    rule = profile.rules[name]

    for value in list_limits(rule):
        listed = run_import(world, profile, {**profile.row, name: value})
        assert str(getattr(listed, name)) == value
        operator.post(path, page=path, **{**read_fields(operator.get(path)), name: value})
        with world.context.open_unit(readonly=True) as unit:
            assert str(getattr(getattr(unit, profile.repository).get(stored.id), name)) == value
    for value in list_beyond(rule):
        assert run_import(world, profile, {**profile.row, name: value}) is None
        page = operator.post(path, page=path, status=400, **{**read_fields(operator.get(path)), name: value})
        assert page.tree.find(f".//*[@id='{name}-errors']") is not None
