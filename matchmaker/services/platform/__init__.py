"""What every use-case needs: context, retry, idempotency, jobs, the audit log, notices."""
