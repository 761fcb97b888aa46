"""Public pages. Every view is a declaration: which rows, which filters, which template."""
