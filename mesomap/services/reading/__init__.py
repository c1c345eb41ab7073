"""What is read of the record: history, comparison, totals, what a tablet takes along."""
