"""Tests of the attainment method."""
