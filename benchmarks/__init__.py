"""Speed and quality in figures: ``python -m benchmarks NAME`` prints one line of JSON."""
