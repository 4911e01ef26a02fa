"""The judgement of the ledger on pairs, used by suggestions, applications, acceptance, wishes and planning."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.interests import (
    ConflictAct,
    ConflictEntry,
    ConflictSide,
    Disclosure,
    Judgement,
    PartnerPair,
    judge_pair,
)
from matchmaker.domain.local_time import local_day
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import UseCase
from matchmaker.storage import UnitOfWork
from matchmaker.storage.queries.interest_scope import EVERYBODY, LedgerScope

MAX_REASON_LENGTH = 500
"""Characters of a reason: a short paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedPairs:
    """Blocked pairs (startup, partner) by the partner's kind, and partners who are blocked for every startup."""

    pairs: Mapping[PartyKind, frozenset[tuple[int, int]]]
    partners: Mapping[PartyKind, frozenset[int]]


def judge_pairs(unit: UnitOfWork, pairs: Iterable[PartnerPair], *, now: datetime) -> Mapping[PartnerPair, Judgement]:
    """The judgement of each pair. It takes one query, however many pairs there are."""
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        return {}
    scope = LedgerScope(
        startup_ids={it.startup_id for it in wanted},
        mentor_ids={it.other_id for it in wanted if it.kind is PartyKind.MENTOR},
        investor_ids={it.other_id for it in wanted if it.kind is PartyKind.INVESTOR},
    )
    by_partner: dict[tuple[PartyKind, int], list[ConflictEntry]] = defaultdict(list)
    for entry in unit.ledger.list_entries(scope, now):
        by_partner[entry.other_kind, entry.other_id].append(entry)
    today = local_day(now)
    return {
        pair: judge_pair((it for it in by_partner.get((pair.kind, pair.other_id), ()) if it.concerns(pair)), today)
        for pair in wanted
    }


def list_blocked(unit: UnitOfWork, *, now: datetime) -> BlockedPairs:
    """All pairs that are blocked, so never suggested, from one query.

    Entries are judged one by one, since a pair is blocked exactly when one of its entries blocks it.
    """
    today = local_day(now)
    entries = [it for it in unit.ledger.list_entries(EVERYBODY, now) if judge_pair([it], today).is_blocked]
    kinds = (PartyKind.MENTOR, PartyKind.INVESTOR)
    return BlockedPairs(
        pairs={
            kind: frozenset(
                (it.startup_id, it.other_id) for it in entries if it.other_kind is kind and it.startup_id is not None
            )
            for kind in kinds
        },
        partners={
            kind: frozenset(it.other_id for it in entries if it.other_kind is kind and it.startup_id is None)
            for kind in kinds
        },
    )


def require_allowed(case: UseCase[Actor], pair: PartnerPair, *, act: ConflictAct, reason: str = "") -> None:
    """Allow the act or refuse it. Raises StateConflict ``conflict_blocked``, or ``conflict_needs_reason`` without a
    reason.

    A given reason is stored. It is not asked for again until another kind of conflict is found. The refusal names only
    the kinds that the actor may know of.
    """
    judgement = judge_pairs(case.unit, [pair], now=case.now)[pair]
    kinds = list(judgement.list_kinds(find_sides(case.actor, pair)))
    if judgement.is_blocked:
        raise StateConflict("conflict_blocked_known" if kinds else "conflict_blocked", kinds=kinds)
    all_kinds = frozenset(judgement.list_kinds())
    if not judgement.is_warned or case.unit.conflicts.has_disclosed(case.actor.account_id, pair, all_kinds):
        return
    reason = reason.strip()[:MAX_REASON_LENGTH]
    if not reason:
        raise StateConflict("conflict_needs_reason", kinds=kinds)
    disclosure = Disclosure(
        act=act,
        startup_id=pair.startup_id,
        other_kind=pair.kind,
        other_id=pair.other_id,
        account_id=case.actor.account_id,
        kinds=all_kinds,
        reason=reason,
        at=case.now,
    )
    case.unit.conflicts.add_disclosure(disclosure)
    after = {"act": act.value, f"{pair.kind}_id": pair.other_id, "conflicts": sorted(all_kinds), "reason": reason}
    record_audit(case, action="conflict.explain", kind="startup", subject=pair.startup_id, after=after)


def find_sides(actor: Actor, pair: PartnerPair) -> frozenset[ConflictSide]:
    """The sides of the pair that the actor is on. The operator is on all."""
    if actor.has(Role.OPERATOR):
        return frozenset(ConflictSide)
    own = actor.mentor_id if pair.kind is PartyKind.MENTOR else actor.investor_id
    found = {ConflictSide.STARTUP: pair.startup_id in actor.startup_ids, ConflictSide.PARTNER: own == pair.other_id}
    return frozenset(side for side, is_own in found.items() if is_own)
