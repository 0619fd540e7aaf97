"""Training: recipes, the mixture of corpora, the loop, calibration and export."""
