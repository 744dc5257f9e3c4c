"""What is opened by a link and a code, without an account."""

from django.db import models


class ByLink(models.Model):
    """Neither the link nor the code is stored: both are made from these and the site's key."""

    nonce = models.CharField(max_length=43, blank=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False)
    code_nonce = models.CharField(max_length=43, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, editable=False)
    codes_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
