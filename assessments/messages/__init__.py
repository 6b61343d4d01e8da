"""What learners and their people write to each other, each conversation about one thing."""
