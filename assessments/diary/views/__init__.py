"""The pages of the diary, under /c/<centre>/diary/."""
