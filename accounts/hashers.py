"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: slow for a thief, cheap enough not to be a way to stop us."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
