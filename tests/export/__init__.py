"""Exports, each read by a program that is not ours."""
