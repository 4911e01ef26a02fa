"""Seeds: the facts of the plan, and for demonstrations an invented network with its annual meeting."""

from matchmaker.services.seeding.logins import demo_logins
from matchmaker.services.seeding.mentorships import seed_mentorships
from matchmaker.services.seeding.network import find_demo_event, seed_demo
from matchmaker.services.seeding.reference import seed_reference

__all__ = ["demo_logins", "find_demo_event", "seed_demo", "seed_mentorships", "seed_reference"]
