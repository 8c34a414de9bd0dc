"""Releases: approval, publishing, rolling tier by tier, going back, and the record of what happened."""
