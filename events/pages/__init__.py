"""What the page of a record shows, as plain data: a published record in, dataclasses out.

One module a kind of record. Each asks a fixed number of queries, however much the record holds,
and names published records only. Nothing here knows of requests, templates or languages.
"""
