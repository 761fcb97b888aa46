"""The search index: who is asked for is real, what they do here is made up."""
