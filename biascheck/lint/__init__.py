"""The editor's linter: rules that read a report and say where a text leaves its voice."""
