"""Beginning an account: the invitation, the authenticator, the recovery codes."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods
from django_otp import verify_token

from portal.accounts import alerts, factors, invitations, sessions
from portal.accounts.forms import CodeForm, PasswordForm
from portal.accounts.models import Invitation
from portal.accounts.views.doors import WRONG_CODE, let_in, show

INVITED = "invitation"
SETTING_UP = "authenticator_being_set_up"
PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"  # noqa: S105


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Choose a password. Looking at the page spends nothing."""
    found = open_invitations().of_token(token).select_related("user").first()
    if found is None:
        return invitation_over(request)
    form = PasswordForm(request.POST or None, user=found.user)
    if request.method == "POST" and form.is_valid():
        logout(request)
        found.user.set_password(form.cleaned_data["password"])
        found.user.save(update_fields=["password"])
        request.session[INVITED] = found.pk
        return redirect("accounts:set_up")
    return show(request, "accounts/invitation.html", form, invitation=found)


@sensitive_post_parameters("code")
@sensitive_variables("codes")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request):
    """Set up an authenticator: by invitation, or to replace one's own after a fresh code.

    A password alone never gets here: whoever stole it would enrol their own phone.
    """
    found = open_invitations().filter(pk=request.session.get(INVITED)).first()
    if found is None and not may_replace(request):
        return invitation_over(request)
    user = found.user if found else request.user
    device = factors.being_set_up(user, known=request.session.get(SETTING_UP))
    request.session[SETTING_UP] = device.pk
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if verify_token(user, device.persistent_id, form.cleaned_data["code"]):
            device.refresh_from_db()
            return joined(request, found, device) if found else replaced(request, device)
        form.add_error("code", WRONG_CODE)
    return show(
        request, "accounts/set_up.html", form, device=device, picture=picture(device.address)
    )


def open_invitations():
    return Invitation.objects.open(now=timezone.now())


def may_replace(request) -> bool:
    verified = request.user.is_authenticated and request.user.is_verified()
    return verified and sessions.is_fresh(request.session, now=timezone.now())


def invitation_over(request):
    """Answer the same for a link that was used, replaced, too old or never made."""
    facts = {"help": settings.SIGN_IN_HELP}
    return render(request, "accounts/invitation_over.html", facts, status=404)


def joined(request, found, device):
    try:
        codes = invitations.complete(invitation=found, device=device, now=timezone.now())
    except invitations.InvitationSpent:
        return invitation_over(request)
    forget_set_up(request)
    login(request, found.user, backend=PASSWORD_BACKEND)
    let_in(request, device)
    return show_codes(request, codes)


def replaced(request, device):
    factors.confirm(device)
    forget_set_up(request)
    let_in(request, device)
    alerts.tell(request.user, alerts.AUTHENTICATOR_REPLACED, now=timezone.now())
    messages.success(request, "Your new authenticator works. The earlier one does not any more.")
    return redirect("accounts:account")


def forget_set_up(request):
    for key in (INVITED, SETTING_UP):
        request.session.pop(key, None)


def show_codes(request, codes):
    """Show new recovery codes in this answer only: they are kept nowhere to show again."""
    facts = {"codes": codes, "continue_to": settings.LOGIN_REDIRECT_URL}
    return render(request, "accounts/recovery_codes_shown.html", facts)


def picture(address: str):
    """Return a QR code as SVG that a strict content policy allows: no style, no data address."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=5, border=4, title="QR code for your authenticator app")
    return mark_safe(svg)  # noqa: S308 drawn by segno from an address we made
