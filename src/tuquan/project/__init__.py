"""Composition: settings, addresses, home page, navigation, health, the `tuquan` command."""
