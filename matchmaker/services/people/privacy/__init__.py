"""Privacy: consents, contact data and who viewed it, the export of a person's data, and erasure.

What a person may see, export or erase about themselves belongs here. Erasure closes open applications and
participations through the use-cases of ``mentoring`` and ``meetings``.
"""

from matchmaker.services.people.privacy.consents import (
    ConsentView,
    give_consent,
    list_consents,
    list_missing,
    set_personalised,
    withdraw_consent,
)
from matchmaker.services.people.privacy.contacts import (
    ContactView,
    SeenBy,
    edit_contact,
    get_own_contact,
    list_contact_barriers,
    list_contact_views,
    view_contact,
)
from matchmaker.services.people.privacy.erasure import ErasurePlan, erase_person, plan_erasure
from matchmaker.services.people.privacy.personal_export import PersonalData, Section, collect_data

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
    "list_contact_barriers",
    "list_contact_views",
    "list_missing",
    "plan_erasure",
    "set_personalised",
    "view_contact",
    "withdraw_consent",
]
