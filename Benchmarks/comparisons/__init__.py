"""What is compared with what. Each module adds functions `(bench) -> Comparison` under the names of the command line."""
