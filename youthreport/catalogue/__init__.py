"""Declarative files → the checked Catalogue that every stage derives from."""

from youthreport.catalogue.loading import load_catalogue

__all__ = ["load_catalogue"]
