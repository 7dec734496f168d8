"""The local API as front ends see it: wire types and a client that finds the node."""
