"""How far candidates may be moved in lists."""

MAX_BOOST = 0.05
"""No candidate is ever moved past one whose score is better by more than this: less than the width of a band."""

MATCHES_SHARE = 0.5
"""Of it, what the market's matches may use; the rest is kept for those below the floor. With all of it half as many
matches again were gained in the town of the benchmark, and a seventh fewer startups were shown to mentors."""

DEFAULT_BOOST = MAX_BOOST * MATCHES_SHARE / 2
"""Of those who came after the head starts were fitted: in the middle of what the market uses."""
