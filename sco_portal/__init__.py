"""The project: settings, addresses and the WSGI entry point of the portal."""
