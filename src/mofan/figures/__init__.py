"""Figures (数): every number that a material or a score may claim, defined once, counted live, open to its rows."""
