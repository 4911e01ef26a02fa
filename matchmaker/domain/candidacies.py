"""未来之星 candidacies: from nomination to support, and the legal steps between."""

from dataclasses import dataclass

from matchmaker.domain.ids import CandidacyId, IncubatorId, StartupId
from matchmaker.domain.states import make_moves
from matchmaker.domain.vocabulary import CandidacyState, Nominator, SupportMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One reviewer's score, 0 to 100."""

    reviewer: str
    score: int
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyDraft:
    startup_id: StartupId
    year: int
    nominator: Nominator
    nominated_by: str = ""
    incubator_id: IncubatorId | None = None
    evidence: str = ""
    state: CandidacyState = CandidacyState.NOMINATED
    measures: frozenset[SupportMeasure] = frozenset()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy(CandidacyDraft):
    id: CandidacyId

    @property
    def mean_score(self) -> float | None:
        """Mean of the reviewers' scores, 0 to 100; None before the first review."""
        return sum(r.score for r in self.reviews) / len(self.reviews) if self.reviews else None


CANDIDACY_MOVES = make_moves(
    {
        CandidacyState.NOMINATED: (CandidacyState.REVIEWED, CandidacyState.LEFT),
        CandidacyState.REVIEWED: (CandidacyState.SELECTED, CandidacyState.LEFT),
        CandidacyState.SELECTED: (CandidacyState.SUPPORTED, CandidacyState.LEFT),
        CandidacyState.SUPPORTED: (CandidacyState.LEFT,),
        CandidacyState.LEFT: (),
    }
)
