"""Pages of patients and courses."""
