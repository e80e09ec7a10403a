"""Applications: something with a source, a build, replicas and domains."""
