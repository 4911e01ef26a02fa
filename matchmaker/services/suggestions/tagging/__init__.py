"""Industries that the platform suggests where none is stated. The worker suggests them, people confirm them.

Running the tagging, the fitted models and confirming belong here. How a text is tagged is in
``matchmaker.matching.tagging``. Code that fits models is imported by its module (``tagging.tagging_run``). So a process
that only reads or confirms does not load it.
"""

from matchmaker.services.suggestions.tagging.industries import (
    confirm_industries,
    confirm_industry,
    find_last_run,
    list_pending,
    queue_tagging,
)

__all__ = ["confirm_industries", "confirm_industry", "find_last_run", "list_pending", "queue_tagging"]
