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


def load_by_habits(context: Context, habits: MarketStatistics) -> Market:
    """The market as stored now, read as a whole, by habits that were learned before."""
    with context.open_unit(readonly=True) as unit:
        people, rules = load_people(unit), load_rules(unit, context.now())
    sides = make_sides(context, people, habits.common_clauses)
    views = encode_sides(sides, habits)
    preferences = read_preferences(context)
    followed = refresh_interactions(context, habits, views, preferences=preferences)
    return make_market(context, sides, statistics=followed, views=views, rules=rules, preferences=preferences)
