"""The only room that asks other machines for anything, and only for ``refs add``."""
