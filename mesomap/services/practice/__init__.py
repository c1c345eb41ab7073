"""What a practice is set up with: accounts, devices, settings, mixes, patterns, trays."""
