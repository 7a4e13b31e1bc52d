"""What every comparison is made of: servers, data, measured processes, goals, tables."""
