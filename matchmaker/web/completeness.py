"""How complete a profile is and what to add next, shown to its own people and the operator."""

from dataclasses import dataclass

from flask import url_for

from matchmaker.domain.completeness import Completeness, Item, ItemCode
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.services.people import profiles
from matchmaker.web.auth import get_actor, get_context


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The completeness of ``profile``. ``steps`` link to the fields."""

    profile: Startup | Mentor | Investor
    completeness: Completeness

    @property
    def key(self) -> str:
        """A unique key among the cards of one page."""
        return f"{self.completeness.kind}-{self.profile.id}"

    @property
    def steps(self) -> tuple[tuple[Item, str], ...]:
        """What to add and the address of its field, the largest gain first."""
        return tuple((it, self._find_field(it.code)) for it in self.completeness.steps)

    def _find_field(self, code: ItemCode) -> str:
        kind = self.completeness.kind
        if code is ItemCode.CERTIFICATE:
            return url_for("pool.member", mentor_id=self.profile.id)
        return url_for(f"profiles.edit_{kind}", **{f"{kind}_id": self.profile.id}, _anchor=code.value)


def find_advice(profile: Startup | Mentor | Investor) -> Advice | None:
    """What to add to a profile. None if the visitor may not see it."""
    found = profiles.find_completeness(get_context(), get_actor(), profile)
    return Advice(profile=profile, completeness=found) if found else None
