"""Measurements that take longer than a test, or whose figures are quoted."""
