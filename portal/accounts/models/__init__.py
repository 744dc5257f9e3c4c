from portal.accounts.models.factors import AuthenticatorDevice, RecoveryCode, RecoverySheet
from portal.accounts.models.invitations import Invitation
from portal.accounts.models.people import User

__all__ = ["AuthenticatorDevice", "Invitation", "RecoveryCode", "RecoverySheet", "User"]
