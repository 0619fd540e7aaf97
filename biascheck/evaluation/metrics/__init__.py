"""The metrics, one per file.

All of them are batched over resamples: a metric takes the labelled units and a
matrix of unit weights ``(B, n)`` and returns ``(B,)`` values, NaN where it is
undefined. A weight says how often a unit was drawn; weights of one give the
metric itself. So the bootstrap needs no second implementation of any metric.
"""
