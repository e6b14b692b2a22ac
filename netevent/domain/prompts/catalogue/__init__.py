"""The entries of the catalogue, a file for each few classes; kinds.py puts them in order."""
