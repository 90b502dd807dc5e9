"""Django plumbing that knows no domain: actor, scoping, clock, errors, sheets, components."""
