"""Pages and addresses of a session, with the server or without."""
