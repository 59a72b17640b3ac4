"""The service: an endpoint for each operation of the registry."""
