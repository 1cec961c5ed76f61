"""Tests of mofan.text.describe."""
