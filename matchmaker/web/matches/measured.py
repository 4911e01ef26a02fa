"""What the bands have meant so far, for the templates of all features that show one."""

from collections.abc import Mapping

from matchmaker.domain.learning import MeasuredBand
from matchmaker.domain.vocabulary import Band
from matchmaker.services.learning import bands
from matchmaker.web.guards import get_actor, get_context
from matchmaker.web.matches import bp


def measure_bands() -> Mapping[Band, MeasuredBand]:
    """All bands, as measured now."""
    return bands.measure_bands(get_context(), get_actor())


bp.add_app_template_global(measure_bands)
