"""Starts `build` in the process that `restore` made for it."""

from __future__ import annotations

import importlib
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings.base")
django.setup()
# Its tables exist only once the applications are loaded.
importlib.import_module("wadah.delivery.operations.backup.build").main()
