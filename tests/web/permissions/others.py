"""Addresses that open to others of a role: the founder of startup 2, the mentor 2, the investor 2.

Lines of ``roles`` that are open to all roles are open to them as well; of all other addresses with a number in them,
only these are: what has the number 2 is theirs, and what anybody of the role may ask for.
"""

OTHERS = "fmi"

THEIRS = {
    "f": (
        "/startups/2/nominate",
        "/startups/2/edit",
        "/startups/2/industry",
        "/matches/startup/2/investor",
        "/mentorships/2/mentoring",
        "/mentorships/2/sessions/new",
        "/mentorships/2/sessions/1/remove",
        "/mentorships/2/sessions/1/notes",
        "/mentorships/2/steps/new",
        "/mentorships/2/steps/1/mark",
        "/mentorships/2/evaluation",
        "/mentorships/2/extension",
        "/mentorships/2/extension/answer",
    ),
    "m": ("/mentors/2/edit", "/mentors/2/pause", "/conflicts/declare/1/mentor/2", "/pool/mentors/2"),
    "i": ("/investors/2/edit", "/club/2", "/club/2/invite"),
}
ANYBODYS = {
    "f": ("/mentors/2/apply", "/office-hours/1/book"),
    "m": ("/candidacies/1",),
    "i": ("/candidacies/1", "/startups/2/met"),
}


def may_others(letter: str, path: str) -> bool:
    """Whether somebody else of a role may open the address."""
    return path in THEIRS[letter] or path in ANYBODYS[letter]
