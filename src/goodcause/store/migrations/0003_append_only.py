from django.db import migrations

from goodcause.store.append_only import allow, forbid


class Migration(migrations.Migration):
    dependencies = [("store", "0002_review")]

    operations = [migrations.RunPython(forbid, allow)]
