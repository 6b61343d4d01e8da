"""What somebody proved, or can prove themselves with, changed inside a house: nobody waits five hours in a test.

python -m tests.journeys.proofs age SESSION      every proof of a session is five hours older
python -m tests.journeys.proofs forget ADDRESS   a person's second factors are gone
"""

from __future__ import annotations

import sys

import django

FIVE_HOURS = 5 * 3600


def age(key: str) -> None:
    """As if the person had signed in five hours earlier."""
    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as PROOFS
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore(key)
    session[PROOFS] = [{**proof, "at": proof["at"] - FIVE_HOURS} for proof in session[PROOFS]]
    session.save()


def forget(address: str) -> None:
    """As if they had never added any."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user__email=address).delete()


if __name__ == "__main__":
    django.setup()
    {"age": age, "forget": forget}[sys.argv[1]](sys.argv[2])
