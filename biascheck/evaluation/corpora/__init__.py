"""The corpora as evaluation files, one file per source, training and development rows.

The folder's layout is that of the dataset cards. Rows are plain JSON objects in the
format that ``biascheck evaluate`` reads.
"""
