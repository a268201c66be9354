"""Widths and wrapping for a terminal → youthreport.columns, where every stage may reach them."""

from youthreport.columns import pad, printable, width, wrap

__all__ = ["pad", "printable", "width", "wrap"]
