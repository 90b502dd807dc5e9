"""From the list of households to the decision: dossiers, group decisions, pledges."""
