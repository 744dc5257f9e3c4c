"""Refusals a person can read. Views show them as they are; nothing was changed."""


class Refused(Exception):
    """Something was asked that the rules do not allow."""


class NotPermitted(Refused):
    """This person's role does not let them."""


class WrongMoment(Refused):
    """Allowed in general, but not in the state or at the time things are now."""


class LinkRefused(Refused):
    """A link or code is wrong, used, replaced or too old."""
