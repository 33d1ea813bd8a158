"""files -> documents: the only rooms that read."""
