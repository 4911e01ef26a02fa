"""Privacy: consents, contact data and who saw it, one's data as files, and leaving for good."""

from matchmaker.services.privacy.consents import (
    ConsentView,
    give_consent,
    list_consents,
    list_missing,
    set_personalised,
    withdraw_consent,
)
from matchmaker.services.privacy.contacts import (
    ContactView,
    SeenBy,
    edit_contact,
    get_own_contact,
    list_hindrances,
    list_views,
    see_contact,
)
from matchmaker.services.privacy.erase import ErasurePlan, erase_person, plan_erasure
from matchmaker.services.privacy.export import PersonalData, Section, collect_data

__all__ = [
    "ConsentView",
    "ContactView",
    "ErasurePlan",
    "PersonalData",
    "Section",
    "SeenBy",
    "collect_data",
    "edit_contact",
    "erase_person",
    "get_own_contact",
    "give_consent",
    "list_consents",
    "list_hindrances",
    "list_missing",
    "list_views",
    "plan_erasure",
    "see_contact",
    "set_personalised",
    "withdraw_consent",
]
