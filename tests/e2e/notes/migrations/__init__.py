"""Tables of the notes."""
