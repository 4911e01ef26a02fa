"""Long work on a queue: a worker that claims jobs, keeps their lease, and takes over what another left."""
