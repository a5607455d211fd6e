"""What a page costs, measured: `make bench`. docs/performance.md says how to read it."""
