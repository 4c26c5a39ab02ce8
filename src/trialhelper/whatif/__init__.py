"""What would change a result: one answer changed, the fewest changes, one answer over its range, two against each other."""
