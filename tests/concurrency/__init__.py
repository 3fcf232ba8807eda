"""Tests of what asyncio lacks."""
