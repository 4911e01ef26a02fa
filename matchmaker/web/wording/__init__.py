"""Sentences for codes: labels of the closed lists, refusals, reasons, unmet wishes, rejected rows, jobs.

The cores and services speak in codes with data. Here each code has one English sentence that the catalogues translate.
A code without a sentence is an error, never shown raw. One module holds the words of one feature.
"""

from matchmaker.web.wording import (
    accounts,
    club,
    events,
    exposure,
    imports,
    interests,
    jobs,
    matches,
    meetings,
    mentoring,
    pipeline,
    quality,
    rounds,
)
from matchmaker.web.wording.labels import LABELS

# The order counts in one place: the export of personal data looks a code up without its list, and the last list wins.
for _labels in (
    quality.LABELS,
    exposure.LABELS,
    mentoring.LABELS,
    club.LABELS,
    events.LABELS,
    pipeline.LABELS,
    rounds.LABELS,
    meetings.LABELS,
    matches.LABELS,
    interests.LABELS,
    imports.LABELS,
    jobs.LABELS,
    accounts.LABELS,
):
    LABELS.update(_labels)
