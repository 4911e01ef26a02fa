"""Deals in storage: the follow-up of one startup by one investor, with its steps."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, DealId, DealStepId, EventId, InvestorId, StartupId
from matchmaker.domain.listings import DealWithParties
from matchmaker.domain.pipeline import Deal, DealState, DealStep, DealStepDraft
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.repositories.investors import InvestorRepository
from matchmaker.storage.repositories.startups import StartupRepository
from matchmaker.storage.tables import DealRow, DealStepRow

TABLE = table_of(DealRow)
STEPS = table_of(DealStepRow)


class DealRepository(Repository):
    def add(
        self, investor_id: InvestorId, startup_id: StartupId, step: DealStepDraft, *, event_id: EventId | None = None
    ) -> DealId:
        """Id of a new deal in the state of ``step``. Add the step itself next.

        Raise StateConflict ``already_in_pipeline``.
        """
        values = {
            "investor_id": investor_id,
            "startup_id": startup_id,
            "event_id": event_id,
            **_columns_from_step(step),
        }
        return DealId(self._add(DealRow, values))

    def add_step(self, deal_id: DealId, step: DealStepDraft, *, by: AccountId | None, at: datetime) -> DealStepId:
        """Id of the new step. The deal moves to its state."""
        values = {**values_of(step, DealStepDraft), "deal_id": deal_id, "made_by": by, "made_at": at}
        step_id = DealStepId(self._add(DealStepRow, values))
        self._connection.execute(update(TABLE).where(TABLE.c.id == deal_id).values(**_columns_from_step(step)))
        return step_id

    def save_step(self, step: DealStep, *, is_last: bool) -> None:
        """Save a changed step. If it ``is_last``, the deal changes too."""
        values = values_of(step, DealStepDraft)
        if self._connection.execute(update(STEPS).where(STEPS.c.id == step.id).values(**values)).rowcount == 0:
            raise NotFound("deal_step_not_found", id=step.id)
        if is_last:
            self._connection.execute(update(TABLE).where(TABLE.c.id == step.deal_id).values(**_columns_from_step(step)))

    def get(self, deal_id: DealId) -> Deal:
        return self._get(deal_id, select(TABLE))

    def get_for_update(self, deal_id: DealId) -> Deal:
        """The deal, locked until the unit ends."""
        return self._get(deal_id, self._locked(select(TABLE)))

    def get_entry(self, deal_id: DealId) -> DealWithParties:
        """The deal with both its parties."""
        return self._with_parties([self.get(deal_id)])[0]

    def list_steps(self, deal_ids: Iterable[DealId]) -> dict[DealId, tuple[DealStep, ...]]:
        """The steps of these deals in the order in which they were made."""
        found: dict[DealId, tuple[DealStep, ...]] = {}
        for batch in batches(sorted(set(deal_ids))):
            for row in self._connection.execute(select(STEPS).where(STEPS.c.deal_id.in_(batch)).order_by(STEPS.c.id)):
                found[row.deal_id] = (*found.get(row.deal_id, ()), build(DealStep, row))
        return found

    def list_for_investor(self, investor_id: InvestorId) -> tuple[DealWithParties, ...]:
        """All deals of an investor, the latest change first."""
        query = select(TABLE).where(TABLE.c.investor_id == investor_id)
        return self._with_parties(self._list(query.order_by(TABLE.c.happened_on.desc(), TABLE.c.id.desc())))

    def list_shared(self, startup_ids: Iterable[StartupId]) -> tuple[DealWithParties, ...]:
        """Deals of these startups with at least one shared step, by id."""
        shared = select(STEPS.c.deal_id).where(STEPS.c.is_shared)
        query = select(TABLE).where(TABLE.c.startup_id.in_(sorted(startup_ids)), TABLE.c.id.in_(shared))
        return self._with_parties(self._list(query.order_by(TABLE.c.id)))

    def total_by_state(self) -> dict[DealState, tuple[int, int]]:
        """Number of deals and sum of their amounts, 万元, by state. States without any are left out."""
        amount = func.coalesce(func.sum(TABLE.c.amount), 0)
        query = select(TABLE.c.state, func.count(), amount).group_by(TABLE.c.state)
        return {state: (int(count), int(total)) for state, count, total in self._connection.execute(query)}

    def _get(self, deal_id: DealId, query: Select[Any]) -> Deal:
        found = self._list(query.where(TABLE.c.id == deal_id))
        if not found:
            raise NotFound("deal_not_found", id=deal_id)
        return found[0]

    def _list(self, query: Select[Any]) -> list[Deal]:
        return [build(Deal, row) for row in self._connection.execute(query)]

    def _with_parties(self, deals: Sequence[Deal]) -> tuple[DealWithParties, ...]:
        startups = StartupRepository(self._connection).list_by_ids(it.startup_id for it in deals)
        investors = InvestorRepository(self._connection).list_by_ids(it.investor_id for it in deals)
        return tuple(
            DealWithParties(deal=deal, startup=startups[deal.startup_id], investor=investors[deal.investor_id])
            for deal in deals
        )


def _columns_from_step(step: DealStepDraft) -> dict[str, Any]:
    """The columns of a deal that repeat its last step."""
    return {"state": step.state, "amount": step.amount, "happened_on": step.happened_on}
