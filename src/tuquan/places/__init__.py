"""The administrative tree with dates: a permanent identity, and versions of what it is called."""
