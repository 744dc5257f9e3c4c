from django.urls import path

from portal.accounts.views import accounts, doors, joining

app_name = "accounts"

urlpatterns = [
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("verify/", doors.verify, name="verify"),
    path("recover/", doors.recover, name="recover"),
    path("sign-out/", doors.sign_out, name="sign_out"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("set-up/", joining.set_up, name="set_up"),
    path("", accounts.account, name="account"),
    path("recovery-codes/", accounts.recovery_codes, name="recovery_codes"),
    path("replace/", accounts.replace, name="replace"),
    path("password/", accounts.password, name="password"),
]
