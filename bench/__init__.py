"""Measures pages and the printed form in one process, on a fresh demo world, as ratios to an empty page."""
