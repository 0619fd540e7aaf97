"""How good the tool is: labelled rows in, metrics with intervals and baselines out."""
