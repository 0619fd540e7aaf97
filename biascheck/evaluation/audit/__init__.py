"""Audit: does a judgement stay when only the name changes?"""
