"""What every use-case needs: context, retry, idempotency, jobs, the audit log and notices.

Code belongs here only if use-cases of several other packages need it. It knows nothing of matching, mentoring or
meetings, except that ``notices`` can put meetings into a calendar.
"""
