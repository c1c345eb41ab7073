"""What all pages use: static files, words, forms, errors, what an endpoint needs."""
