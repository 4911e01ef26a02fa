"""Exposure boosts: small additions to candidates' scores that spread suggestions over the market.

With lists by score alone a few candidates are on many lists, and many suggestions cannot become mutual. So each
candidate gets a small boost, the same in every list of a kind. This spreads exposure, and each list still depends on
its seeker. Read ``candidate_pairs`` (pairs that fit, and those that can enter a list), ``fair_shares`` (floor and
ceiling of exposure), ``expected_matches`` (boosts for more matches), ``measures`` (how uneven exposure is), then
``fit_boosts``, which combines them. See docs/matching.md for the mathematics.
"""
