"""Faithfulness: does deleting the evidence that a report names change the decision?"""
