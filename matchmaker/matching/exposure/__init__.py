"""Exposure boosts: small additions to candidates' scores that spread suggestions over the market.

With lists by score alone a few candidates are on many lists, and many suggestions cannot become mutual. So each
candidate gets a small boost, the same in every list of a kind. This spreads exposure, and each list still depends on
its seeker. Read ``candidate_pairs`` (pairs that fit, and those that can enter a list) and ``fair_shares`` (floor and
ceiling of exposure) first. ``expected_matches`` finds boosts for more matches. ``measures`` has the figures of uneven
exposure. ``fit_boosts`` combines them all. For the mathematics see docs/matching.md.
"""
