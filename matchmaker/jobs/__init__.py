"""Long work: a worker that claims queued jobs, keeps their lease, and takes over what another left."""
