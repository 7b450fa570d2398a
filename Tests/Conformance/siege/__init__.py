"""A server under attack, with a well-behaved client that must not notice."""
