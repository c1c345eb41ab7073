"""Builds the drawings, the skin mesh and the shape model from a parametric body (`make atlas`)."""
