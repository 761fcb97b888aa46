"""What the Makefile calls: preparation, start, checks. No part of the site itself."""
