"""Ours beside what a user would otherwise pick (同题对照), in one run; see README.md."""
