"""Facts of the public plan and of public standards (GB/T 4754), read from the CSV files in seeds/.

Readers of such files belong here, with one dataclass for each kind of row. They do not use the database; services
store the facts where that is needed.
"""
