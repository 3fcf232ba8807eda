"""The family ``overview``: who does what where and when."""
