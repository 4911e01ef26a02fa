"""The invented town: people are generated from seeds/, then stored by the use-cases."""
