"""The tables as a row of migrations, in the order of the modules."""
