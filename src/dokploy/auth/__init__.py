"""/api/auth/*: sign-up, sign-in, sessions, keys, JWT. It makes organizations, so it stands above features."""
