"""Files to print or to keep."""
