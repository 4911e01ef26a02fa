"""The public demo accounts, one for each role. They exist only together with the demo network."""

from collections import Counter
from dataclasses import dataclass

from matchmaker.demo.generate.records import DemoEvent, DemoNetwork
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLogin:
    """An invented account whose password may be shown."""

    email: str
    name: str
    role: Role
    password: str


PASSWORD = "matchmaker-demo"  # noqa: S105 -- public on purpose, for invented accounts only
"""The password of all demo accounts."""

NETWORK_FLAG = "demo"
"""Name of the flag that the demo network is stored."""

EMAILS = {role: f"{role.value}@demo.example" for role in Role}

NAMES = {Role.ORGANIZER: "演示会务人员", Role.OPERATOR: "演示管理员"}
"""Names of the accounts without a profile."""


def demo_logins(context: Context) -> tuple[DemoLogin, ...]:
    """Accounts to show next to the login form; none without the demo network."""
    with context.open_unit(readonly=True) as unit:
        if unit.flags.find(NETWORK_FLAG) is None:
            return ()
        found = {role: unit.accounts.find_by_email(email) for role, email in EMAILS.items()}
    return tuple(
        DemoLogin(email=account.email, name=account.name, role=role, password=PASSWORD)
        for role, account in found.items()
        if account is not None and account.is_demo and account.is_active
    )


def choose_known(network: DemoNetwork, event: DemoEvent) -> dict[str, str]:
    """E-mail of an invented person -> e-mail of the demo account that replaces it, for founder, mentor and investor.

    Founder and investor are the participants with the most wishes. All three have one role only.
    """
    people = [it.founder for it in network.startups]
    people += [it.person for it in network.mentors]
    people += [it.person for it in network.investors]
    seen = Counter(it.email for it in people)
    wishes = Counter(wish.wisher for wish in event.wishes if not wish.is_veto)
    known = {}
    for role, kind in ((Role.FOUNDER, PartyKind.STARTUP), (Role.INVESTOR, PartyKind.INVESTOR)):
        attending = [
            (-wishes[index], index)
            for index, it in enumerate(event.participations)
            if it.kind is kind and seen[it.email] == 1 and it.open_slots
        ]
        if attending:
            known[event.participations[min(attending)[1]].email] = EMAILS[role]
    mentors = [it for it in network.mentors if seen[it.person.email] == 1]
    if mentors:
        busiest = max(mentors, key=lambda it: it.draft.capacity)
        known[busiest.person.email] = EMAILS[Role.MENTOR]
    return known
