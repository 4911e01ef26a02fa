"""The pipeline: deals of an investor with startups, from the first meeting on. Amounts are in 万元."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, DealId, DealStepId, EventId, InvestorId, StartupId
from matchmaker.domain.states import make_moves

MAX_TEXT_LENGTH = 2000
"""Characters of a note or a message: a page."""

MAX_AMOUNT = 10_000_000
"""万元, which is a thousand 亿; more is a typing error."""


class DealState(StrEnum):
    MET = "met"
    FOLLOWING_UP = "following_up"
    DUE_DILIGENCE = "due_diligence"
    TERM_SHEET = "term_sheet"
    INVESTED = "invested"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why a deal was closed without an investment."""

    STAGE = "stage"
    VALUATION = "valuation"
    TEAM = "team"
    MARKET = "market"
    DILIGENCE = "diligence"
    OTHER_INVESTOR = "other_investor"
    NO_ANSWER = "no_answer"
    OTHER = "other"


DEAL_MOVES = make_moves(
    {
        DealState.MET: (DealState.FOLLOWING_UP, DealState.DUE_DILIGENCE, DealState.CLOSED),
        DealState.FOLLOWING_UP: (DealState.DUE_DILIGENCE, DealState.TERM_SHEET, DealState.CLOSED),
        DealState.DUE_DILIGENCE: (DealState.TERM_SHEET, DealState.FOLLOWING_UP, DealState.CLOSED),
        DealState.TERM_SHEET: (DealState.INVESTED, DealState.DUE_DILIGENCE, DealState.CLOSED),
        DealState.INVESTED: (DealState.FOLLOWING_UP,),
        DealState.CLOSED: (DealState.FOLLOWING_UP,),
    }
)
"""The states that may follow each state, the likeliest first.

Another round may follow an investment, and a closed deal may be opened again."""

STATES_WITH_AMOUNT = frozenset({DealState.TERM_SHEET, DealState.INVESTED})
"""States that may have an amount; ``INVESTED`` requires one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealStepDraft:
    """One step of a deal: the state reached on a day. ``note`` is for the investor only, ``message`` for the founder.

    Of a step that ``is_shared`` the founder sees state, day and message, and the amount where ``is_amount_shared``.
    The founder does not learn that other steps exist.
    """

    state: DealState
    happened_on: date
    amount: int | None = None
    close_reason: CloseReason | None = None
    note: str = ""
    message: str = ""
    is_shared: bool = False
    is_amount_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DealStep(DealStepDraft):
    id: DealStepId
    deal_id: DealId
    made_by: AccountId | None = None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A deal of an investor with a startup, with the state, amount and day of its last step."""

    id: DealId
    investor_id: InvestorId
    startup_id: StartupId
    event_id: EventId | None = None
    state: DealState
    amount: int | None = None
    happened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStep:
    """What the founder sees of a step."""

    state: DealState
    happened_on: date
    amount: int | None
    message: str


def to_shared_step(step: DealStepDraft) -> SharedStep | None:
    """What the founder sees of ``step``; None where the step is not shared."""
    if not step.is_shared:
        return None
    amount = step.amount if step.is_amount_shared else None
    return SharedStep(state=step.state, happened_on=step.happened_on, amount=amount, message=step.message)


def check_step(step: DealStepDraft, *, today: date) -> dict[str, str]:
    """Invalid fields of a step, each with the code of its fault."""
    faults = {}
    if step.happened_on > today:
        faults["happened_on"] = "in_future"
    if step.amount is not None and not 0 < step.amount <= MAX_AMOUNT:
        faults["amount"] = "amount_range"
    if step.amount is None and step.state is DealState.INVESTED:
        faults["amount"] = "required"
    if step.amount is not None and step.state not in STATES_WITH_AMOUNT:
        faults["amount"] = "no_amount_here"
    if (step.close_reason is None) is (step.state is DealState.CLOSED):
        faults["close_reason"] = "required" if step.close_reason is None else "not_closed"
    for name in ("note", "message"):
        if len(getattr(step, name)) > MAX_TEXT_LENGTH:
            faults[name] = "too_long"
    return faults
