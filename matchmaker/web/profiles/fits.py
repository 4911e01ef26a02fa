"""How well a profile fits one's own profiles: what stands beside it on its page."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import StartupId
from matchmaker.domain.profiles import Investor, Mentor
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services import matches, profiles
from matchmaker.services.context import Context

OwnFit = tuple[str, Fit]
"""Name of one's own profile and the fit with the one shown."""


def list_startup_fits(context: Context, actor: Actor, startup_id: StartupId) -> list[OwnFit]:
    """Fits of a startup with one's own mentor and investor profiles; nothing for one's own startup."""
    if startup_id in actor.startup_ids:
        return []
    own = ((PartyKind.MENTOR, actor.mentor_id), (PartyKind.INVESTOR, actor.investor_id))
    found = [
        (actor.name, matches.fit_pair(context, actor, startup_id=startup_id, kind=kind, partner_id=own_id))
        for kind, own_id in own
        if own_id is not None
    ]
    return [(name, fit) for name, fit in found if fit]


def list_partner_fits(context: Context, actor: Actor, partner: Mentor | Investor) -> list[OwnFit]:
    """Fits of a mentor or an investor with one's own startups."""
    kind = PartyKind.MENTOR if isinstance(partner, Mentor) else PartyKind.INVESTOR
    if partner.id == (actor.mentor_id if kind is PartyKind.MENTOR else actor.investor_id):
        return []
    found = [
        (it, matches.fit_pair(context, actor, startup_id=it, kind=kind, partner_id=partner.id))
        for it in sorted(actor.startup_ids)
    ]
    return [(profiles.get_startup(context, actor, it).name, fit) for it, fit in found if fit]
