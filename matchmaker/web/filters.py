"""Filters and functions for templates: local times, money, numbers, labels, sentences, addresses of lists."""

from flask import Flask, request, url_for

from matchmaker.domain.privacy import mask_login
from matchmaker.web.wording import (
    audit_entries,
    exposure,
    formats,
    imports,
    jobs,
    labels,
    matches,
    meetings,
    notices,
    profiles,
    refusals,
)

FILTERS = (
    formats.local_time,
    formats.local_date,
    formats.local_datetime,
    formats.money,
    formats.number,
    labels.label,
    labels.describe_confidence,
    profiles.describe_step,
    matches.describe_reason,
    matches.find_level,
    matches.describe_level,
    matches.describe_chance,
    matches.describe_measured_band,
    matches.describe_share,
    matches.describe_basis,
    exposure.describe_evenness,
    meetings.describe_unmet,
    meetings.label_unmet,
    notices.label_mail_state,
    notices.describe_mail_error,
    imports.describe_cell,
    jobs.describe_job,
    audit_entries.label_action,
    audit_entries.label_subject,
    audit_entries.list_changes,
    imports.label_field,
    refusals.describe_code,
    mask_login,
)


def page_url(number: int) -> str:
    """Address of another page of the current list, with the same filters."""
    filters = {name: values for name, values in request.args.lists() if name != "page"}
    return url_for(str(request.endpoint), **(request.view_args or {}), **filters, page=number)


def filtered_url(endpoint: str) -> str:
    """Address of ``endpoint`` with the filters of the current list."""
    filters = {name: values for name, values in request.args.lists() if name != "page" and any(values)}
    return url_for(endpoint, **filters)


def init_app(app: Flask) -> None:
    """Register all filters and functions for templates."""
    for template_filter in FILTERS:
        app.add_template_filter(template_filter)
    app.add_template_global(page_url)
    app.add_template_global(filtered_url)
