"""Names of the files in the folder of certificates, known to who writes and who reads them."""

#: Key and certificate of the authority; of this machine's server; of an authority replaced.
AUTHORITY, SERVER, REPLACED = "authority.pem", "server.pem", "authority.old.pem"

#: What the door hands out: this folder, and in it the authority's certificate in two wrappings.
DOOR = "door"
CERTIFICATE, PROFILE = "mesomap.crt", "mesomap.mobileconfig"
