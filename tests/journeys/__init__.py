"""Whole paths through the house: in a browser, through the HTTP client, as a stranger."""
