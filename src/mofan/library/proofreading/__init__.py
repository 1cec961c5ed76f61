"""Proofreading (校对) of texts that people see: findings, what was accepted or refused, the unit's own dictionary."""
