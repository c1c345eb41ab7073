"""Prices and estimates."""
