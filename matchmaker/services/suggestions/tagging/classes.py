"""Classes of GB/T 4754: which of the seven industries each belongs to, and its name."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from matchmaker.domain.vocabulary import Industry
from matchmaker.reference.facts import read_gbt_classes, read_industry_classes

DEPTHS = (5, 4, 3, 1)
"""Characters of a code at class, group, division and section. A code begins with the codes above it."""


def find_owner(seeds: Path, code: str | None) -> Industry | None:
    """The one industry that covers a class.

    None for a section, which several industries share, and for a class outside all.
    """
    owners = _read_owners(seeds)
    return next((owners[code[:it]] for it in DEPTHS if code and len(code) >= it and code[:it] in owners), None)


@cache
def list_names(seeds: Path) -> tuple[tuple[Industry, str], ...]:
    """Names of all classes that one of the seven industries covers, with the industry, in the order of the standard."""
    owned = ((find_owner(seeds, it.code), it.name) for it in read_gbt_classes(seeds))
    return tuple((owner, name) for owner, name in owned if owner is not None)


@cache
def _read_owners(seeds: Path) -> Mapping[str, Industry]:
    return {code: industry for industry, codes in read_industry_classes(seeds).items() for code in codes}
