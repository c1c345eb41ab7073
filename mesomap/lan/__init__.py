"""The surgery's network: this machine's names, its certificates, how a tablet gets to trust it."""
