"""Compiles a month's report from records: reads in one snapshot, builds the tree, renders outside any transaction."""
