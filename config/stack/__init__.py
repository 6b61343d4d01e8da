"""docker-compose.yml without Docker: the same commands as processes of this machine, on loopback."""
