"""A file that comes in pieces over a bad network: kept as far as it came, taken in when it is whole."""
