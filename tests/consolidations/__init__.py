"""Totals stored of communes, prepared, sent up, and how complete reports are."""
