"""What the bands have meant so far, for the templates of all features that show one."""

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.learning import bands
from matchmaker.services.learning.bands import Measured
from matchmaker.web.guards import get_actor, get_context
from matchmaker.web.matches import bp


def measure_bands(seeker: str, candidate: str) -> Measured:
    """All bands on lists of one kind of people for another, as measured now."""
    return bands.measure_bands(get_context(), get_actor(), (PartyKind(seeker), PartyKind(candidate)))


bp.add_app_template_global(measure_bands)
