"""Drafting (起草): materials whose every number is a live figure, from the skeleton to the signed text."""
