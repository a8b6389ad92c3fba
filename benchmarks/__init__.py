"""Measurements, each printed beside its target."""
