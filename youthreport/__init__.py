"""Excel returns of Youth League branches → the district committee's half-year paper."""

__version__ = "0.1.0"
