"""Patients: registered, found, their courses."""
