"""Seeding of the database for demonstrations: the invented network, its annual meeting, and a history.

Each module adds one part by the use-cases and sets a flag, so that it is added one time only. ``computed`` runs all
parts that need suggestions. The facts of the plan are stored too, by ``seed_reference``.
"""

from matchmaker.demo.seeding.applications import seed_mentorships
from matchmaker.demo.seeding.demo_accounts import demo_logins
from matchmaker.demo.seeding.network import find_demo_event, seed_demo
from matchmaker.services.people.incubators import seed_reference

__all__ = ["demo_logins", "find_demo_event", "seed_demo", "seed_mentorships", "seed_reference"]
