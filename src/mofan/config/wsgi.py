"""The WSGI application, for whoever serves Mofan with a server of their own."""

from mofan.config.entry import prepare

prepare()

from django.core.wsgi import get_wsgi_application  # noqa: E402  (settings come first)

application = get_wsgi_application()
