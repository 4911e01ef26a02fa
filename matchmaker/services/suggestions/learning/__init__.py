"""Learning: what people were shown and did is kept, turned into evidence, and learned from."""
