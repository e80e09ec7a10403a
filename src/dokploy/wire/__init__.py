"""The API's forms: procedure registry and dispatcher, plain and tRPC forms, superjson, shapes, OpenAPI, credentials."""
