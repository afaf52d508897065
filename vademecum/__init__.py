"""Vademecum: a static site generator for medical articles."""

__version__ = "0.1.0"
