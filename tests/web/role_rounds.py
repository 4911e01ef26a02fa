"""Matching rounds in the table of roles: all are the operator's. Round 1 is a draft that nobody computed yet."""

from tests.web.role_lines import get_line, post_line

ROUNDS = [
    get_line("rounds.index", "/rounds", "O"),
    post_line("rounds.index", "/rounds", "O", goal="stable", emphasis="fit"),
    get_line("rounds.show", "/rounds/1", "O"),
    get_line("rounds.export", "/rounds/1.xlsx", "O"),
    post_line("rounds.set_options", "/rounds/1/options", "O", **{"options-goal": "floor", "options-emphasis": "fit"}),
    post_line("rounds.compute", "/rounds/1/compute", "O"),
    post_line("rounds.mark", "/rounds/1/pairs/1", "O", kind="never"),
    post_line("rounds.cap", "/rounds/1/mentors/1", "O", most="1"),
    post_line("rounds.apply", "/rounds/1/apply", "O"),
    post_line("rounds.undo", "/rounds/1/undo", "O"),
    post_line("rounds.discard", "/rounds/1/discard", "O"),
]
