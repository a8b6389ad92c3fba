"""The receiving side's viewing room: produced pages to be looked at, and nothing else.

A room is a folder, a process and a database of its own. It holds pictures of served pages, who may
look at them, and what they asked for. It knows nothing of the case they came from.
"""
