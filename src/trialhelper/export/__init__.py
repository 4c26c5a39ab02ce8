"""Ways to take a result elsewhere: the handout, cards for a clinical system, all invented people as one table."""
