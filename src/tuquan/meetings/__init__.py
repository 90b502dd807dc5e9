"""Meetings of households: invitation, attendance, votes, elections, resolutions, minutes."""
