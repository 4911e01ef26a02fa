"""Industries that the platform suggests where none is stated: suggested by the worker, confirmed by people.

What learns is loaded by name (``tagging.suggesting``), so that nobody who only reads or confirms loads it.
"""

from matchmaker.services.tagging.confirming import confirm_industries, confirm_industry
from matchmaker.services.tagging.pending import find_last_run, list_pending
from matchmaker.services.tagging.queueing import queue_tagging

__all__ = ["confirm_industries", "confirm_industry", "find_last_run", "list_pending", "queue_tagging"]
