"""How far candidates may be moved in lists."""

MOST_HANDICAP = 0.05
"""No candidate is ever moved past one whose score is better by more than this: less than the width of a band."""

MARKET_SHARE = 0.5
"""Of it, what the market's matches may use; the rest is kept for those below the floor. With all of it a fifth more
matches were gained in the town of the benchmark, and a third fewer startups came to the floor."""

NEUTRAL_HANDICAP = MOST_HANDICAP * MARKET_SHARE / 2
"""Of those who came after the head starts were fitted: in the middle of what the market uses."""
