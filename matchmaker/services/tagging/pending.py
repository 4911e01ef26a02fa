"""Industries that the platform suggested and nobody has confirmed yet, for the operator."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.jobs import Job
from matchmaker.domain.listings import ALL_PROFILES, Page, ProfileSearch
from matchmaker.domain.profiles import Startup
from matchmaker.domain.tagging import ConfidenceLevel
from matchmaker.domain.vocabulary import JobKind
from matchmaker.services.context import Context
from matchmaker.services.guards import require


def list_pending(
    context: Context,
    actor: Actor,
    search: ProfileSearch = ALL_PROFILES,
    *,
    sureness: ConfidenceLevel | None = None,
    page: int = 1,
) -> Page[Startup]:
    """Startups whose industry waits to be confirmed, the surest first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.startups.list_suggested(search, sureness=sureness, number=page)


def find_last_run(context: Context, actor: Actor) -> Job | None:
    """The newest job that suggests industries; None before the first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.jobs.find_latest(JobKind.TAG, {})
