"""Facts of the public plan and of public standards (GB/T 4754), read from seeds/."""
