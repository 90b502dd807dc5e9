"""The household list of a place: a contact list for programmes, not a residence book."""
