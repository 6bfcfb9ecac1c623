"""The people and things of the apps' tests, for the journeys too."""

from wadah.conftest import *  # noqa: F403
