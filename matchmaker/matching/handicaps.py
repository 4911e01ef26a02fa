"""Head starts of candidates: lists made for the market as a whole, and a floor of exposure."""

MOST_HANDICAP = 0.05
"""No candidate is ever moved past one whose score is better by more than this: less than the width of a band."""

NEUTRAL_HANDICAP = MOST_HANDICAP / 2
"""Of those who came after the handicaps were fitted: neither ahead nor behind."""
