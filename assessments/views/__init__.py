"""Pages of submissions: the learner's assignment, its files, and allocation."""
