"""Background work: a worker that claims queued jobs, renews their lease, and takes over jobs that others left.

Running jobs, the schedule of periodic tasks and the worker process belong here. What a job computes is a use-case in
``matchmaker.services``. Rows of jobs are queued by ``services.platform.jobs``.
"""
