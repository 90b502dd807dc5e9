"""Pages about places: the tree, one place, its reforms, where the national data come from."""
