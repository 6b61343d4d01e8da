"""What a learner plans for their own development in the twelve months ahead (seed 004_db7a57efd8c6cd8e.txt, d)."""
