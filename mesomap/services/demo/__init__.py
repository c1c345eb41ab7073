"""The demonstration practice."""
