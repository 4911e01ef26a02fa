"""Names of the fields that a column of an uploaded file may fill."""

from collections.abc import Mapping

from flask_babel import lazy_pgettext

FIELD_NAMES: Mapping[str, object] = {
    "capacity": lazy_pgettext("field", "Capacity"),
    "certified_until": lazy_pgettext("field", "Certified until"),
    "description": lazy_pgettext("field", "Description"),
    "evidence": lazy_pgettext("field", "What speaks for it"),
    "experience": lazy_pgettext("field", "Experience"),
    "expertise": lazy_pgettext("field", "Expertise"),
    "external_id": lazy_pgettext("field", "External number"),
    "funding_sought": lazy_pgettext("field", "Funding sought"),
    "gbt_class": lazy_pgettext("field", "Class of GB/T 4754"),
    "incubator": lazy_pgettext("field", "Incubator"),
    "industries": lazy_pgettext("field", "Industries"),
    "industry": lazy_pgettext("field", "Industry"),
    "industry_confidence": lazy_pgettext("field", "How sure the suggested industry is"),
    "class_confidence": lazy_pgettext("field", "How sure the suggested class is"),
    "is_club_member": lazy_pgettext("field", "Member of the investors' club"),
    "kind": lazy_pgettext("field", "Kind of mentor"),
    "measures": lazy_pgettext("field", "Support measures"),
    "name": lazy_pgettext("field", "Name"),
    "needs": lazy_pgettext("field", "Needs"),
    "nominated_by": lazy_pgettext("field", "Name of the nominator"),
    "nominator": lazy_pgettext("field", "Nominated by"),
    "organisation": lazy_pgettext("field", "Organisation"),
    "reviews": lazy_pgettext("field", "Reviews"),
    "stage": lazy_pgettext("field", "Stage"),
    "stages": lazy_pgettext("field", "Stages"),
    "startup": lazy_pgettext("field", "Startup"),
    "state": lazy_pgettext("field", "State"),
    "team": lazy_pgettext("field", "Team"),
    "thesis": lazy_pgettext("field", "Thesis"),
    "ticket": lazy_pgettext("field", "Amount at a time"),
    "ticket_max": lazy_pgettext("field", "Largest amount"),
    "ticket_min": lazy_pgettext("field", "Smallest amount"),
    "title": lazy_pgettext("field", "Position"),
    "year": lazy_pgettext("field", "Year"),
    "zone": lazy_pgettext("field", "Zone"),
    "zones": lazy_pgettext("field", "Zones"),
}


def label_field(name: str) -> str:
    """The name of a field as people know it."""
    return str(FIELD_NAMES[name])
