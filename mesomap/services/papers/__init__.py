"""Papers beside the estimate."""
