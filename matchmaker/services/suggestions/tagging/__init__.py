"""Industries that the platform suggests where none is stated: suggested by the worker, confirmed by people.

What learns is loaded by name (``tagging.suggesting``), so that nobody who only reads or confirms loads it.
"""

from matchmaker.services.suggestions.tagging.industries import (
    confirm_industries,
    confirm_industry,
    find_last_run,
    list_pending,
    queue_tagging,
)

__all__ = ["confirm_industries", "confirm_industry", "find_last_run", "list_pending", "queue_tagging"]
