"""The record: sessions opened, events taken in, folded and projected, two records made one."""
