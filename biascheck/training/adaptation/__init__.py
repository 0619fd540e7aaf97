"""Fitting one head to a user's labels on frozen encodings, see ``biascheck.training.adapt``."""
