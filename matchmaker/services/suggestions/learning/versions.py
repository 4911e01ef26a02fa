"""Versions of the trained matching as files: list, serve and roll back. It loads no arrays."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from matchmaker.artefacts import (
    ArtefactDamaged,
    ArtefactError,
    ArtefactMissing,
    Version,
    find_promoted,
    get_folder,
    promote_version,
    roll_back,
    store_version,
)
from matchmaker.artefacts import list_versions as list_recorded
from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import JobId
from matchmaker.domain.learning import (
    CalibrationBin,
    DataAmount,
    DirectionReport,
    Estimate,
    TrainedVersion,
    VersionScore,
)
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job

NAME, HAND_SET = "preferences", "hand-set"
"""The artefact's name, and the version name of the weights in the code.

That version is recorded so that one can roll back to it.
"""

METRICS, ARRAYS = "metrics.json", "preferences.npz"
"""Files of a version."""


def list_versions(context: Context) -> tuple[TrainedVersion, ...]:
    """All versions, the newest first. The version of the weights in the code exists from the first training on."""
    models = context.settings.models
    try:
        promoted, found = find_promoted(models, NAME), list_recorded(models, NAME)
    except ArtefactError as error:
        raise to_refusal(error) from error
    recorded = sorted(found, key=lambda it: (it.recorded_at, it.version != HAND_SET), reverse=True)
    return tuple(_read(models, it, is_serving=it == promoted) for it in recorded)


def find_serving(context: Context) -> str | None:
    """The serving version. None for the weights in the code."""
    try:
        promoted = find_promoted(context.settings.models, NAME)
    except ArtefactError as error:
        raise to_refusal(error) from error
    return None if promoted is None or promoted.version == HAND_SET else promoted.version


def record_hand_set(context: Context) -> None:
    """Record the weights in the code as the first version. It serves until another is promoted."""
    models = context.settings.models
    if not list_recorded(models, NAME):
        contents = {METRICS: json.dumps({"before": None, "reports": []}).encode()}
        store_version(models, NAME, version=HAND_SET, contents=contents, created_from="code", now=context.now())
        promote_version(models, NAME, HAND_SET)


def promote(context: Context, actor: Actor | None, version: str) -> JobId:
    """Let a version serve. Returns the job that computes all suggestions again."""
    _require_operator(actor)
    before = find_serving(context)
    try:
        promote_version(context.settings.models, NAME, version)
    except ArtefactError as error:
        raise to_refusal(error) from error
    return _record_promotion(context, actor, action="matching.promote", before=before, after=version)


def serve_previous(context: Context, actor: Actor | None) -> tuple[str, JobId]:
    """Let the previous version serve again. Returns its name and the job that computes all suggestions again."""
    _require_operator(actor)
    before = find_serving(context)
    try:
        version = roll_back(context.settings.models, NAME)
    except ArtefactError as error:
        raise to_refusal(error) from error
    return version.version, _record_promotion(
        context, actor, action="matching.roll_back", before=before, after=version.version
    )


def to_refusal(error: ArtefactError) -> StateConflict:
    """The refusal with a sentence that describes the fault of a version."""
    if isinstance(error, ArtefactDamaged):
        return StateConflict("version_damaged", version=error.version or "", files=list(error.files))
    if isinstance(error, ArtefactMissing):
        return StateConflict("no_such_version" if error.version else "no_version_before")
    return StateConflict("versions_unreadable")


def reports_to_json(before: str | None, reports: list[DirectionReport]) -> bytes:
    """The metrics of a version as JSON."""
    metrics = {"before": before, "reports": [asdict(it) for it in reports]}
    return (json.dumps(metrics, indent=1, sort_keys=True) + "\n").encode()


def _require_operator(actor: Actor | None) -> None:
    """Check the operator. The command line passes None and acts for the person who runs the machine."""
    require(actor is None or permissions.can_operate(actor))


def _record_promotion(context: Context, actor: Actor | None, *, action: str, before: str | None, after: str) -> JobId:
    with context.begin(actor) as case:
        job_id = _queue(case)
        record_audit(
            case,
            action=action,
            kind="matching",
            subject=None,
            before={"trained_version": before or HAND_SET},
            after={"trained_version": after},
        )
        case.unit.commit()
    return job_id


def _queue(case: UseCase[Actor | None]) -> JobId:
    return queue_job(case, kind=JobKind.RECOMMEND, payload={})


def _read(models: Path, version: Version, *, is_serving: bool) -> TrainedVersion:
    """A version with its metrics.

    Where its files are damaged, the metrics are empty, since the version must still be listed.
    """
    try:
        content = json.loads((get_folder(models, version) / METRICS).read_text(encoding="utf-8"))
    except ArtefactDamaged:
        content = {"before": None, "reports": []}
    return TrainedVersion(
        version=version.version,
        recorded_at=version.recorded_at,
        is_serving=is_serving,
        before=content["before"],
        reports=tuple(map(_parse_report, content["reports"])),
    )


def _parse_report(report: Mapping[str, Any]) -> DirectionReport:
    values = dict(report)
    values |= {name: PartyKind(values[name]) for name in ("wanter", "wanted")}
    values |= {name: Estimate(**values[name]) for name in ("gain", "sharper")}
    values["amount"] = DataAmount(**values["amount"])
    values["scores"] = {name: _parse_score(it) for name, it in values["scores"].items()}
    values["looked_at"] = tuple(values["looked_at"])
    return DirectionReport(**values)


def _parse_score(score: Mapping[str, Any]) -> VersionScore:
    values = dict(score)
    values |= {name: Estimate(**values[name]) for name in ("ndcg", "auc", "log_loss")}
    values["bins"] = tuple(CalibrationBin(**it) for it in values["bins"])
    return VersionScore(**values)
