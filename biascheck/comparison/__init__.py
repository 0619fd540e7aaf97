"""Groups of a corpus side by side, with what can be said of their differences and what not."""
