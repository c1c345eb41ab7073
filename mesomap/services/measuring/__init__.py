"""Skin measured: of open sessions as they are drawn, of signed ones once."""
