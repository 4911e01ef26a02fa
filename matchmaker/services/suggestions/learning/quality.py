"""What the operator sees of the trained matching: the serving version, figures of all versions, and the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.audit import AuditSearch
from matchmaker.domain.errors import NotFound
from matchmaker.domain.evidence import Direction, Surface
from matchmaker.domain.jobs import Job
from matchmaker.domain.learning import BandMeasure, TrainedVersion
from matchmaker.domain.vocabulary import JobKind
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.services.suggestions.learning import versions
from matchmaker.services.suggestions.learning.measured_bands import Measured, measure_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The quality page.

    ``versions`` are the newest first. ``since`` is None while the weights in the code serve for the first time.
    ``shown`` and ``applications`` are rough counts of the evidence. A training reports how much of it counts. ``job``
    is the newest training.
    """

    versions: tuple[TrainedVersion, ...]
    since: datetime | None
    bands: Mapping[tuple[BandMeasure, Direction], Measured]
    shown: Mapping[Surface, int]
    applications: int
    job: Job | None

    @property
    def serving(self) -> TrainedVersion | None:
        """The serving version, or None if none was ever recorded."""
        return next((it for it in self.versions if it.is_serving), None)


def get_quality(context: Context, actor: Actor) -> Quality:
    """Everything for the page."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        entries = unit.audit.list_page(AuditSearch(subject_kind="matching"), number=1).items
        shown, applications = unit.impressions.count_by_surface(), unit.applications.count()
        job = unit.jobs.find_latest(JobKind.TRAIN, {})
    return Quality(
        versions=versions.list_versions(context),
        since=entries[0].at if entries else None,
        bands=measure_all(context, actor),
        shown=shown,
        applications=applications,
        job=job,
    )


def get_version(context: Context, actor: Actor, version: str) -> TrainedVersion:
    """One version with all its figures."""
    require(permissions.can_operate(actor))
    found = next((it for it in versions.list_versions(context) if it.version == version), None)
    if found is None:
        raise NotFound("version_not_found")
    return found
