"""Settings, root URLs, the WSGI application and the entry point."""
