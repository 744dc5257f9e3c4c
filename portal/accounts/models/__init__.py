from portal.accounts.models.people import User

__all__ = ["User"]
