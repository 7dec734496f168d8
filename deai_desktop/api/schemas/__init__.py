"""The wire types of the local API, shared by front ends and node."""
