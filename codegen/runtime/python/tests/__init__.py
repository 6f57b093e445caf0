"""Tests of what every package has."""
