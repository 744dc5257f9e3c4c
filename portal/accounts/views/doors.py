"""Signing in and out."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_device
from django_otp import verify_token

from portal.accounts import alerts, factors, sessions
from portal.accounts.forms import CodeForm, RecoveryForm, SignInForm
from portal.accounts.models import RecoverySheet

WRONG_CODE = "That code is wrong or has been used. Wait for your app to show a new one"
WRONG_RECOVERY_CODE = "That is not one of your unused recovery codes"
SHORT_WAIT = timedelta(seconds=5)


def wanted_page(request) -> str:
    """Return where the person was going, if that is on this host, else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else settings.LOGIN_REDIRECT_URL


def on_the_way(request, name: str) -> str:
    """Return the address of another account page that leads on to the same place."""
    wanted = wanted_page(request)
    if wanted == settings.LOGIN_REDIRECT_URL:
        return reverse(name)
    return f"{reverse(name)}?{urlencode({'next': wanted})}"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    if request.user.is_authenticated and request.user.is_verified():
        return redirect(wanted_page(request))
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        return redirect(on_the_way(request, "accounts:verify"))
    return show(
        request,
        "accounts/sign_in.html",
        form,
        next=wanted_page(request),
        ended=request.GET.get("ended", ""),
        idle_minutes=settings.SESSION_IDLE_MINUTES,
        hours=settings.SESSION_HOURS,
    )


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """Ask for the six digits: after the password, and again before an account change."""
    return ask_for_code(
        request,
        device=factors.authenticator_of(request.user) if request.user.is_authenticated else None,
        form_class=CodeForm,
        template="accounts/verify.html",
        wrong=WRONG_CODE,
    )


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request):
    """Take a recovery code in place of the authenticator."""
    return ask_for_code(
        request,
        device=factors.sheet_of(request.user) if request.user.is_authenticated else None,
        form_class=RecoveryForm,
        template="accounts/recover.html",
        wrong=WRONG_RECOVERY_CODE,
    )


def ask_for_code(request, *, device, form_class, template, wrong):
    if not request.user.is_authenticated:
        return redirect(on_the_way(request, "accounts:sign_in"))
    if device is None:
        return render(request, "accounts/no_factor.html", {"help": settings.SIGN_IN_HELP})
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if verified := verify_token(request.user, device.persistent_id, form.cleaned_data["code"]):
            let_in(request, verified)
            return redirect(wanted_page(request))
        device.refresh_from_db()
        form.add_error("code", wrong)
    return show(
        request,
        template,
        form,
        next=wanted_page(request),
        again=request.user.is_verified(),
        waits_until=worth_saying(device.waits_until),
    )


def worth_saying(until):
    """Return a wait that a person would notice, or None."""
    return until if until and until - timezone.now() > SHORT_WAIT else None


def show(request, template, form, **facts):
    facts |= {"form": form, "has_errors": bool(form.errors), "help": settings.SIGN_IN_HELP}
    return render(request, template, facts)


def let_in(request, device) -> None:
    """Verify the session, under a new key: the one known before the code opens nothing."""
    request.session.cycle_key()
    remember_device(request, device)
    sessions.note_verified(request.session, now=timezone.now())
    if isinstance(device, RecoverySheet):
        alerts.tell(request.user, alerts.CODE_USED, now=timezone.now())
        left = factors.codes_left(request.user)
        messages.warning(
            request,
            f"You have {left} recovery codes left. If your phone is lost, set up another "
            "authenticator from your account now.",
        )


@require_POST
def sign_out(request):
    logout(request)
    page = redirect("accounts:sign_in")
    page["Clear-Site-Data"] = '"cache", "storage"'
    return page
