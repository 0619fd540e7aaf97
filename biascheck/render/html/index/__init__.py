"""The index of a report on many articles: counts, distributions, and a table to search."""
