"""What every page stands on: static files, words, forms, errors, what an endpoint needs."""
