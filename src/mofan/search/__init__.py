"""Index and query Chinese text (检索): ranked words and exact phrases."""
