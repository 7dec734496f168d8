"""A Windows 10 with Python 3.11 in Wine, made from Debian's packages and the package index alone."""
