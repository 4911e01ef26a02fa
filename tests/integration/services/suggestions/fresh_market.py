from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.forbidden_pairs import load_rules
from matchmaker.services.suggestions.learning.serving_version import read_preferences
from matchmaker.services.suggestions.market import Market
from matchmaker.services.suggestions.market_loading import (
    MarketStatistics,
    encode_sides,
    load_people,
    make_market,
    make_sides,
    refresh_interactions,
)


def load_with_statistics(context: Context, statistics: MarketStatistics) -> Market:
    """The market as stored now, read as a whole, with statistics that were fitted before."""
    with context.open_unit(readonly=True) as unit:
        people, rules = load_people(unit), load_rules(unit, context.now())
    sides = make_sides(context, people, statistics.common_clauses)
    views = encode_sides(sides, statistics)
    preferences = read_preferences(context)
    followed = refresh_interactions(context, statistics, views, preferences=preferences)
    return make_market(context, sides, statistics=followed, views=views, rules=rules, preferences=preferences)
