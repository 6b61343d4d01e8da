"""Somebody else's word for what stands in a diary: asked for by the learner, given by a link or by an account."""
