"""What a rule can say without counting (规则): marks, pairs, numbers, promises, blanks, names."""
