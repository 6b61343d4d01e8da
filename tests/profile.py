"""Loaded before all else (`-p tests.profile`): settings are read before any conftest, and must be the tests' own."""

import os

os.environ["COUNTERSIGN_PROFILE"] = "test"
