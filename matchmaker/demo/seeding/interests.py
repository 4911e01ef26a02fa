"""Declared conflicts of interest among the invented people, as examples for the pages."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from matchmaker.demo.seeding.demo_accounts import EMAILS, NETWORK_FLAG
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import StartupId
from matchmaker.domain.interests import (
    ConflictDraft,
    ConflictKind,
    ConflictLevel,
    ConflictSide,
    PartnerPair,
    make_partner_pair,
)
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.platform.context import Context, UseCase

DONE_FLAG = "demo_conflicts"
"""Name of the flag that the conflicts are stored."""

AGO, AHEAD = timedelta(days=90), timedelta(days=275)
"""Declarations began a quarter ago; those with an end are valid for a year."""


class PairColumns(TypedDict):
    """The two parties of a declaration."""

    startup_id: StartupId
    other_kind: PartyKind
    other_id: int


@dataclass(frozen=True, slots=True)
class DemoDeclaration:
    """A declaration of the demo account of ``role`` about the candidate at ``rank`` of its suggestions."""

    role: Role
    candidate: PartyKind
    rank: int
    kind: ConflictKind
    words: str


DECLARED = (
    DemoDeclaration(
        Role.FOUNDER, PartyKind.INVESTOR, 2, ConflictKind.SHAREHOLDER, "该投资人已通过他人持有我公司百分之三的股份。"
    ),
    DemoDeclaration(Role.FOUNDER, PartyKind.MENTOR, 4, ConflictKind.COMPETITOR, "该导师任职的企业与我们生产同类产品。"),
    DemoDeclaration(Role.MENTOR, PartyKind.STARTUP, 6, ConflictKind.RELATIVE, "该企业总经理是我的表弟。"),
    DemoDeclaration(Role.INVESTOR, PartyKind.STARTUP, 5, ConflictKind.MET_BEFORE, "去年路演时已经详谈过一次。"),
)
"""Declarations of the demo accounts."""

NOTED = (
    (7, PartyKind.MENTOR, 11, ConflictKind.SAME_ORGANISATION, "双方同属一所研究院的下属单位。"),
    (19, PartyKind.MENTOR, 42, ConflictKind.SHAREHOLDER, "导师以技术入股。"),
    (23, PartyKind.INVESTOR, 8, ConflictKind.SAME_FUND, "企业的现有股东与该投资人同属一家基金。"),
    (31, PartyKind.INVESTOR, 15, ConflictKind.RELATIVE, "投资人与创始人是夫妻。"),
)
"""Declarations of the operator: index of the startup, kind and index of the partner, kind of conflict, and text."""

RULED = "双方单位已于去年分立,不再有隶属关系。"


def seed_conflicts(context: Context) -> int:
    """Store the declarations one time, when suggestions exist; returns their number."""
    with context.begin(None) as case:
        if case.unit.flags.find(NETWORK_FLAG) is None or case.unit.flags.find(DONE_FLAG) is not None:
            return 0
        today = case.today
        declared = [draft for it in DECLARED if (draft := _make_declaration(case, it, since=today - AGO)) is not None]
        noted = _list_noted(case, since=today - AGO)
        keys = [f"declared-{case.unit.conflicts.add(it)}" for it in (*declared, *noted)]
        if noted:
            key, level = keys[len(declared)], ConflictLevel.IGNORE
            case.unit.conflicts.set_ruling(key, level, reason=RULED, ruled_by=None, ruled_at=case.now)
        case.unit.flags.set(DONE_FLAG, str(len(keys)))
        case.unit.commit()
    return len(keys)


def _make_declaration(case: UseCase[Actor | None], planned: DemoDeclaration, *, since: date) -> ConflictDraft | None:
    """The declaration of a demo account; None when its list is too short."""
    account = case.unit.accounts.find_by_email(EMAILS[planned.role])
    actor = case.unit.accounts.find_actor(account.id) if account else None
    own = None if actor is None else _find_own(actor, planned.role)
    if actor is None or own is None:
        return None
    listed = case.unit.suggestions.list_for(own[0], own[1], candidate_kind=planned.candidate)
    found = next((it for it in listed if it.rank == planned.rank), None)
    if found is None:
        return None
    return ConflictDraft(
        **_pair_columns(make_partner_pair(own, (planned.candidate, found.candidate_id))),
        kind=planned.kind,
        side=ConflictSide.STARTUP if planned.role is Role.FOUNDER else ConflictSide.PARTNER,
        words=planned.words,
        since=since,
        declared_by=actor.account_id,
        declared_at=case.now,
    )


def _find_own(actor: Actor, role: Role) -> tuple[PartyKind, int] | None:
    kind = {Role.FOUNDER: PartyKind.STARTUP, Role.MENTOR: PartyKind.MENTOR}.get(role, PartyKind.INVESTOR)
    own = {PartyKind.STARTUP: min(actor.startup_ids, default=None), PartyKind.MENTOR: actor.mentor_id}
    number = own.get(kind, actor.investor_id)
    return None if number is None else (kind, number)


def _list_noted(case: UseCase[Actor | None], *, since: date) -> list[ConflictDraft]:
    """Declarations of the operator, as far as the indexes exist in this network."""
    startups = case.unit.startups.list_all_ids()
    partners: dict[PartyKind, list[int]] = {
        PartyKind.MENTOR: list(case.unit.mentors.list_all_ids()),
        PartyKind.INVESTOR: list(case.unit.investors.list_all_ids()),
    }
    return [
        ConflictDraft(
            **_pair_columns(PartnerPair(StartupId(startups[place]), partner, partners[partner][other])),
            kind=kind,
            side=ConflictSide.OPERATOR,
            words=words,
            since=since,
            until=since + AHEAD if kind is ConflictKind.SAME_FUND else None,
            declared_at=case.now,
        )
        for place, partner, other, kind, words in NOTED
        if place < len(startups) and other < len(partners[partner])
    ]


def _pair_columns(pair: PartnerPair) -> PairColumns:
    return {"startup_id": pair.startup_id, "other_kind": pair.kind, "other_id": pair.other_id}
