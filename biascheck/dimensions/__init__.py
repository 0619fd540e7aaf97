"""Dimensions: one file each; the file's name is the name in options and reports."""
