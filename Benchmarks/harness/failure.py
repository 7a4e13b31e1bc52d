class Failed(Exception):
    """A run that did not do its work; the text says which and how."""


class Absent(Failed):
    """A peer that this machine does not have; the text says how to get it."""


def expect(found, wanted, what):
    if found != wanted:
        raise Failed(f"{what}: expected {wanted!r}, found {found!r}")
