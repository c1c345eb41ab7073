"""MesoMap: a body map for mesotherapy, measured on the skin."""

__version__ = "0.1.0"
