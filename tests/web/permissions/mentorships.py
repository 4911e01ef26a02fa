"""Mentoring, office hours and the pool in the table of roles.

Mentorship 2 is active between the mentor and the second startup, which has no owner; office hour 1 is open, 2 is
booked by the founder; application 1 to the pool is the investor's.
"""

from tests.web.permissions.lines import ALL, get_line, post_line

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

_INSIDE = "/mentorships/2"

MENTORING = [
    get_line("mentorships.show", f"{_INSIDE}/mentoring", "MO"),
    get_line("mentorships.add_session", f"{_INSIDE}/sessions/new", "M"),
    post_line(
        "mentorships.add_session", f"{_INSIDE}/sessions/new", "M", held_on="2026-03-02", minutes="60", mode="phone"
    ),
    post_line("mentorships.remove_session", f"{_INSIDE}/sessions/1/remove", "M"),
    get_line("mentorships.add_note", f"{_INSIDE}/sessions/1/notes", "M"),
    post_line("mentorships.add_note", f"{_INSIDE}/sessions/1/notes", "M", text="补充"),
    get_line("mentorships.add_step", f"{_INSIDE}/steps/new", "M"),
    post_line("mentorships.add_step", f"{_INSIDE}/steps/new", "M", text="整理", side="mentor"),
    post_line("mentorships.mark_step", f"{_INSIDE}/steps/1/mark", "M", is_done="1"),
    get_line("mentorships.evaluate", f"{_INSIDE}/evaluation", "M"),
    post_line("mentorships.evaluate", f"{_INSIDE}/evaluation", "M", score="4", words="认真"),
    get_line("mentorships.extend", f"{_INSIDE}/extension", "M"),
    post_line("mentorships.extend", f"{_INSIDE}/extension", "M", months="3"),
    post_line("mentorships.answer_extension", f"{_INSIDE}/extension/answer", "M", answer="agree"),
    get_line("mentorships.office_hours", "/office-hours", "FM"),
    get_line("mentorships.offer_hours", "/office-hours/new", "M"),
    post_line("mentorships.offer_hours", "/office-hours/new", "M"),
    get_line("mentorships.office_hour", "/office-hours/2", "FM"),
    get_line("mentorships.book", "/office-hours/1/book", "F"),
    post_line("mentorships.book", "/office-hours/1/book", "F", startup_id="1", reason="请教"),
    get_line("mentorships.cancel", "/office-hours/2/cancel", "FM"),
    post_line("mentorships.cancel", "/office-hours/2/cancel", "FM", reason="改期"),
    post_line("mentorships.withdraw_hour", "/office-hours/1/withdraw", "M"),
    get_line("mentorships.calendar", "/office-hours/2.ics", "FM"),
    get_line("pool.index", "/pool", "O"),
    get_line("pool.export", "/pool.xlsx", "O"),
    get_line("pool.silent", "/pool/waiting", "O"),
    get_line("pool.apply", "/pool/apply", ALL),
    post_line("pool.apply", "/pool/apply", ALL),
    post_line("pool.withdraw", "/pool/apply/withdraw", "I"),
    get_line("pool.applications", "/pool/applications", "O"),
    get_line("pool.application", "/pool/applications/1", "O"),
    post_line("pool.approve", "/pool/applications/1/approve", "O"),
    post_line("pool.answer", "/pool/applications/1/answer", "O", decision="return", reason="补充材料"),
    get_line("pool.assessments", "/pool/assessments", "O"),
    post_line("pool.confirm_suggested", "/pool/assessments/confirm", "O", year="2026"),
    get_line("pool.member", "/pool/mentors/1", "MO"),
    get_line("pool.member", "/pool/mentors/2", "O"),
    post_line("pool.renew", "/pool/mentors/1/renewal", "O"),
    post_line("pool.ask_renewal", "/pool/mentors/1/ask", "M"),
    get_line("pool.leave", "/pool/mentors/1/exit", "MO"),
    post_line("pool.leave", "/pool/mentors/1/exit", "MO", reason="退休"),
    get_line("pool.assess", "/pool/mentors/1/levels/2026", "O"),
    post_line("pool.assess", "/pool/mentors/1/levels/2026", "O", level="good", comment="全年积极"),
]
