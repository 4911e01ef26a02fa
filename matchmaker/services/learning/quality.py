"""What the operator sees of the learned matching: what serves since when, how it did, what there is to learn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.audit import AuditSearch
from matchmaker.domain.errors import NotFound
from matchmaker.domain.evidence import DIRECTIONS, Direction
from matchmaker.domain.jobs import Job
from matchmaker.domain.learning import MeasuredBand, TrainedVersion
from matchmaker.domain.vocabulary import Band, JobKind
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.learning import versions
from matchmaker.services.learning.bands import measure_bands
from matchmaker.services.learning.evidence import count_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What there is of one direction: yes, no, and passed over in silence."""

    wanted: int
    unwanted: int
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """``versions`` are the newest first; ``since`` is None while the weights in the code serve for the first time;
    ``job`` is the newest training.
    """

    versions: tuple[TrainedVersion, ...]
    since: datetime | None
    bands: Mapping[Band, MeasuredBand]
    answers: Mapping[Direction, Answers]
    job: Job | None

    @property
    def serving(self) -> TrainedVersion | None:
        """The version that serves, as far as one was ever recorded."""
        return next((it for it in self.versions if it.is_serving), None)


def get_quality(context: Context, actor: Actor) -> Quality:
    """Everything for the page."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        entries = unit.audit.list_page(AuditSearch(subject_kind="matching"), number=1).items
        evidence = count_evidence(unit, context.now())
        job = unit.jobs.find_latest(JobKind.TRAIN, {})
    yes, no, silent = evidence.wanted, evidence.unwanted, evidence.silent
    return Quality(
        versions=versions.list_versions(context),
        since=entries[0].at if entries else None,
        bands=measure_bands(context, actor),
        answers={
            it: Answers(wanted=yes.get(it, 0), unwanted=no.get(it, 0), silent=silent.get(it, 0)) for it in DIRECTIONS
        },
        job=job,
    )


def get_version(context: Context, actor: Actor, version: str) -> TrainedVersion:
    """One version with all its figures."""
    require(permissions.can_operate(actor))
    found = next((it for it in versions.list_versions(context) if it.version == version), None)
    if found is None:
        raise NotFound("version_not_found")
    return found
