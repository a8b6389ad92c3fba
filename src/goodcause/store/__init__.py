"""What a case remembers: Django models, blobs, the work ledger. Only this package persists.

Importing it sets Django up, so that every module that names a model can be imported in any
order. Workers never import it: they get values and a folder of blobs.
"""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodcause.store.settings")
django.setup()
