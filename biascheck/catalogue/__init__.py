"""The catalogue of corpora: where each comes from, on which terms, and whether a copy is whole."""
