"""Jobs that wait for the workers, as a test reads them."""

from matchmaker.domain.jobs import Job
from matchmaker.services.platform.context import Context


def list_jobs(context: Context) -> list[Job]:
    """All jobs, the oldest first."""
    with context.open_unit(readonly=True) as unit:
        page = unit.jobs.list_page(size=1000)
    return sorted(page.items, key=lambda it: it.id)
