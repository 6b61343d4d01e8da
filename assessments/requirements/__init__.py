"""What a learner's entries come to against what an assessment asks: hours, sessions, clients. Pure."""
