"""Corpora: many articles in, one row each out, in a stream."""
