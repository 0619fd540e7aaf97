"""Checkpoints of Hugging Face that serve a dimension in the place of the shipped heads."""
