#!/usr/bin/env python
"""Django's command line for Countersign; `./run manage` calls it inside the project's environment."""

import os
import sys


def main() -> None:
    """Run a management command under the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refused:
        sys.exit(str(refused))  # what is missing, in sentences, without a traceback above it


if __name__ == "__main__":
    main()
