"""HTTP/2 as bytes: what a peer needs that breaks rules no client library lets it break."""
