"""What a band means, measured: of the applications that bore it, how many were accepted."""

from collections.abc import Mapping

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.learning import MeasuredBand
from matchmaker.domain.vocabulary import Band, MentorshipState
from matchmaker.services.context import Context
from matchmaker.services.guards import require

ACCEPTED = frozenset({MentorshipState.ACCEPTED, MentorshipState.ENDED})


def measure_bands(context: Context, actor: Actor) -> Mapping[Band, MeasuredBand]:
    """All bands, the best first. What a mentor let pass counts as not accepted; what nobody decided does not count."""
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        answers = unit.mentorships.count_answers()
    return {
        band: MeasuredBand(
            band=band,
            accepted=sum(count for (of, state), count in answers.items() if of is band and state in ACCEPTED),
            decided=sum(count for (of, _), count in answers.items() if of is band),
        )
        for band in Band
    }
