"""From the self-assessment to the class: yearly cycles, sheets, what verifiers found, results."""
