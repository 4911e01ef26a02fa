"""Mentor matching rounds in storage: options, lines, rules for pairs, caps, and the mentors' earlier state."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, RoundId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.rounds import (
    ChoiceTally,
    MentorSnapshot,
    PairRule,
    PairRuleKind,
    Round,
    RoundFigures,
    RoundLine,
    RoundObstacle,
    RoundOptions,
    RoundState,
)
from matchmaker.storage.repositories.base import Repository, build, names_of, table_of, values_of
from matchmaker.storage.tables import ApplicationRow, PairRuleRow, RoundCapRow, RoundLineRow, RoundMentorRow, RoundRow

TABLE = table_of(RoundRow)
LINES = table_of(RoundLineRow)
PAIR_RULES = table_of(PairRuleRow)
CAPS = table_of(RoundCapRow)
MENTORS = table_of(RoundMentorRow)
APPLICATIONS = table_of(ApplicationRow)
PAIR = frozenset({"startup_id", "mentor_id"})
"""Fields of a line that are stored with its application."""


class RoundRepository(Repository):
    def add(self, options: RoundOptions, *, created_by: AccountId, created_at: datetime) -> RoundId:
        """Id of the new draft, of which nothing is computed yet."""
        values = {
            "state": RoundState.DRAFT,
            **asdict(options),
            "figures": asdict(RoundFigures()),
            "revision": 1,
            "computed_revision": 0,
            "created_by": created_by,
            "created_at": created_at,
        }
        return RoundId(self._add(RoundRow, values))

    def get(self, round_id: RoundId) -> Round:
        return self._get(select(TABLE), round_id)

    def get_for_update(self, round_id: RoundId) -> Round:
        """The round, locked until the unit ends."""
        return self._get(self._locked(select(TABLE)), round_id)

    def save(self, found: Round) -> None:
        """Save the state, the options, the figures and the times."""
        values = {
            "state": found.state,
            **asdict(found.options),
            "figures": asdict(found.figures),
            "revision": found.revision,
            "computed_revision": found.computed_revision,
            "computed_at": found.computed_at,
            "applied_at": found.applied_at,
            "closed_at": found.closed_at,
        }
        self._connection.execute(update(TABLE).where(TABLE.c.id == found.id).values(**values))

    def list_page(self, *, number: int = 1, size: int = PAGE_SIZE) -> Page[Round]:
        """Rounds, the newest first."""
        query = select(TABLE).order_by(TABLE.c.id.desc())
        return self._page(query, lambda rows: [_read(row) for row in rows], number=number, size=size)

    def replace_lines(self, round_id: RoundId, lines: Iterable[RoundLine]) -> None:
        """Replace the computed lines."""
        self._connection.execute(delete(LINES).where(LINES.c.round_id == round_id))
        values = [{"round_id": round_id, **values_of(it, RoundLine, leave_out=PAIR)} for it in lines]
        if values:
            self._connection.execute(insert(LINES), values)

    def list_lines(self, round_id: RoundId) -> tuple[RoundLine, ...]:
        """The lines of a round: by startup, the highest choice first."""
        columns = [LINES.c[name] for name in names_of(RoundLine) if name not in PAIR]
        pair = (APPLICATIONS.c.startup_id, APPLICATIONS.c.mentor_id)
        query = select(*columns, *pair).join(APPLICATIONS, APPLICATIONS.c.id == LINES.c.mentorship_id)
        query = query.where(LINES.c.round_id == round_id).order_by(pair[0], LINES.c.choice, LINES.c.mentorship_id)
        return tuple(build(RoundLine, row) for row in self._connection.execute(query))

    def put_pair_rule(self, round_id: RoundId, mark: PairRule) -> None:
        values = values_of(mark, PairRule)
        self._put(PairRuleRow, {"round_id": round_id, **values}, change={"kind": mark.kind, "reason": mark.reason})

    def remove_pair_rule(self, round_id: RoundId, mentorship_id: ApplicationId) -> None:
        here = (PAIR_RULES.c.round_id == round_id, PAIR_RULES.c.mentorship_id == mentorship_id)
        self._connection.execute(delete(PAIR_RULES).where(*here))

    def list_pair_rules(self, round_id: RoundId) -> dict[ApplicationId, PairRule]:
        rows = self._connection.execute(select(PAIR_RULES).where(PAIR_RULES.c.round_id == round_id))
        return {row.mentorship_id: build(PairRule, row) for row in rows}

    def find_locked(self, round_id: RoundId, mentorship_ids: Iterable[ApplicationId]) -> ApplicationId | None:
        """One of these applications that the round must place."""
        here = (PAIR_RULES.c.round_id == round_id, PAIR_RULES.c.kind == PairRuleKind.REQUIRED)
        of_them = PAIR_RULES.c.mentorship_id.in_(list(mentorship_ids))
        found: ApplicationId | None = self._connection.scalar(
            select(func.min(PAIR_RULES.c.mentorship_id)).where(*here, of_them)
        )
        return found

    def put_cap(self, round_id: RoundId, mentor_id: MentorId, most: int | None) -> None:
        """Limit the new mentees of a mentor to ``most``. None means all free places."""
        self._connection.execute(delete(CAPS).where(CAPS.c.round_id == round_id, CAPS.c.mentor_id == mentor_id))
        if most is not None:
            self._connection.execute(insert(CAPS).values(round_id=round_id, mentor_id=mentor_id, most=most))

    def list_caps(self, round_id: RoundId) -> dict[MentorId, int]:
        query = select(CAPS.c.mentor_id, CAPS.c.most).where(CAPS.c.round_id == round_id)
        return self._count_by(query)

    def add_mentors(self, round_id: RoundId, found: Iterable[MentorSnapshot]) -> None:
        """Store the earlier state of the mentors that get mentees in the round."""
        values = [{"round_id": round_id, **values_of(it, MentorSnapshot)} for it in found]
        if values:
            self._connection.execute(insert(MENTORS), values)

    def list_mentors(self, round_id: RoundId) -> tuple[MentorSnapshot, ...]:
        query = select(MENTORS).where(MENTORS.c.round_id == round_id).order_by(MENTORS.c.mentor_id)
        return tuple(build(MentorSnapshot, row) for row in self._connection.execute(query))

    def _get(self, query: Select[Any], round_id: RoundId) -> Round:
        row = self._connection.execute(query.where(TABLE.c.id == round_id)).one_or_none()
        if row is None:
            raise NotFound("round_not_found", id=round_id)
        return _read(row)


def _read(row: Any) -> Round:
    return build(Round, row, options=build(RoundOptions, row), figures=_read_figures(row.figures))


def _read_figures(stored: Mapping[str, Any]) -> RoundFigures:
    values: dict[str, Any] = dict(stored)
    for name in ("round", "usual"):
        values[name] = ChoiceTally(**values[name])
    for name in ("objections", "in_the_way"):
        values[name] = tuple(values[name])
    if values["obstacle"] is not None:
        values["obstacle"] = RoundObstacle(values["obstacle"])
    return RoundFigures(**values)
