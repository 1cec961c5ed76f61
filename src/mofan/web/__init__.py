"""The pages (网页)."""
