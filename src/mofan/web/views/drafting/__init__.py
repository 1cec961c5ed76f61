"""The pages of drafting (起草)."""
