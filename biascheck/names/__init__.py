"""Names of people, organisations, places and groups, and the targets of stance among them."""
