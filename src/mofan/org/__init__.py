"""Units, people, roles, what a person may see, history (组织)."""
