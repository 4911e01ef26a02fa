"""Seeds: the facts of the plan, and for demonstrations an invented network with its annual meeting."""

from matchmaker.demo.seeding.applications import seed_mentorships
from matchmaker.demo.seeding.demo_accounts import demo_logins
from matchmaker.demo.seeding.network import find_demo_event, seed_demo
from matchmaker.services.people.incubators import seed_reference

__all__ = ["demo_logins", "find_demo_event", "seed_demo", "seed_mentorships", "seed_reference"]
