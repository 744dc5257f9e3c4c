"""A person's own account. Every change asks for a code given in the last five minutes."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import alerts, factors, sessions
from portal.accounts.forms import ChangePasswordForm
from portal.accounts.views.doors import show
from portal.accounts.views.joining import show_codes


def fresh_code_required(view):
    """Send the person to give a code, and back here, unless they gave one just now."""

    @wraps(view)
    def asks(request):
        if sessions.is_fresh(request.session, now=timezone.now()):
            return view(request)
        query = urlencode({"next": request.path})
        return redirect(f"{reverse('accounts:verify')}?{query}")

    return asks


@require_safe
def account(request):
    facts = {
        "authenticator": factors.authenticator_of(request.user),
        "codes_left": factors.codes_left(request.user),
    }
    return render(request, "accounts/account.html", facts)


@sensitive_variables("codes")
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_code_required
def recovery_codes(request):
    """Make ten new recovery codes. The old ones stop working."""
    if request.method == "POST":
        codes = factors.new_recovery_codes(request.user)
        alerts.tell(request.user, alerts.CODES_MADE, now=timezone.now())
        return show_codes(request, codes)
    facts = {"codes_left": factors.codes_left(request.user)}
    return render(request, "accounts/recovery_codes.html", facts)


@require_safe
@fresh_code_required
def replace(request):
    """Begin to set up another authenticator in place of the present one."""
    return redirect("accounts:set_up")


@sensitive_post_parameters("present", "password")
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_code_required
def password(request):
    """Change the password. Sessions elsewhere end; this one goes on under a new key."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["password"])
        request.user.save(update_fields=["password"])
        update_session_auth_hash(request, request.user)
        alerts.tell(request.user, alerts.PASSWORD_CHANGED, now=timezone.now())
        messages.success(request, "Your password is changed.")
        return redirect("accounts:account")
    return show(request, "accounts/password.html", form)
