"""A learner’s hours, as they grow: what is asked, what counts, what is missing."""
