"""Results of a corpus: tables of documented columns, how they are written and read."""
