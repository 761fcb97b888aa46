"""The desk as plain data: an article with what is coded from it, the queue, the review."""
