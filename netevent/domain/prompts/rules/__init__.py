"""The rules: one function a kind, from facts to the days on which it would fit."""
