"""Backup, restore, verification, exports."""
