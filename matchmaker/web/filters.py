"""What templates may call: local times, money, numbers, labels, sentences of codes, addresses of list pages."""

from flask import Flask, request, url_for

from matchmaker.domain.privacy import mask_login
from matchmaker.web.wording import (
    actions,
    both_ways,
    changes,
    completeness,
    exposure,
    fields,
    jobs,
    labels,
    reasons,
    refusals,
    rows,
    showing,
    unmet,
)

FILTERS = (
    showing.local_time,
    showing.local_date,
    showing.local_datetime,
    showing.money,
    showing.number,
    labels.label,
    labels.describe_confidence,
    completeness.describe_step,
    reasons.describe_reason,
    both_ways.find_level,
    both_ways.describe_level,
    both_ways.describe_chance,
    both_ways.describe_measured_band,
    both_ways.describe_share,
    both_ways.describe_basis,
    exposure.describe_evenness,
    unmet.describe_unmet,
    rows.describe_cell,
    jobs.describe_job,
    actions.label_action,
    actions.label_subject,
    changes.list_changes,
    fields.label_field,
    refusals.describe_code,
    mask_login,
)


def page_url(number: int) -> str:
    """Address of another page of the list shown now, with the same filters."""
    kept = {name: values for name, values in request.args.lists() if name != "page"}
    return url_for(str(request.endpoint), **(request.view_args or {}), **kept, page=number)


def filtered_url(endpoint: str) -> str:
    """Address of ``endpoint`` with the filters of the list shown now."""
    kept = {name: values for name, values in request.args.lists() if name != "page" and any(values)}
    return url_for(endpoint, **kept)


def init_app(app: Flask) -> None:
    """Offer them to all templates."""
    for show in FILTERS:
        app.add_template_filter(show)
    app.add_template_global(page_url)
    app.add_template_global(filtered_url)
