"""Pages of settings, accounts, the tray, mixes and patterns."""
