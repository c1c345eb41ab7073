// The list of today, when the server is gone.
