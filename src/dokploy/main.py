"""create_app(): the ASGI application."""
