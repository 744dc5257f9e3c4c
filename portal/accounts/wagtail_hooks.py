"""What the CMS does about accounts: it lists them, and invites the people it adds."""

from django.contrib import messages
from django.utils import timezone
from wagtail import hooks

from portal.accounts import invitations


@hooks.register("after_create_user")
def invite_new_user(request, user):
    """Email an invitation to a person added in the CMS: no administrator sets passwords."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    token = invitations.invite(user=user, now=timezone.now())
    cms = user.has_perm("wagtailadmin.access_admin")
    invitations.send(user, invitations.link(token, cms=cms))
    messages.info(request, "An invitation is on its way to them. It works for 24 hours.")
