"""Keys that were given out, so that nothing that was published ever changes its identity."""

from django.db import models


class IssuedKey(models.Model):
    """The key of one block of a form, from its first publication on.

    Scopes are "section", "page", "question", "condition" and "option:" with the question's
    block. A key of a block that is gone is never given to another,
    unless an editor says that a new question takes its place.
    """

    form_page = models.ForeignKey(
        "forms_pages.FormPage", models.CASCADE, related_name="issued_keys"
    )
    scope = models.CharField(max_length=60)
    block_id = models.CharField(max_length=60)
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form_page", "scope", "block_id"], name="one_key_for_each_block"
            ),
            models.UniqueConstraint(
                fields=["form_page", "scope", "key"], name="one_block_for_each_key"
            ),
        ]

    def __str__(self):
        return f"{self.scope}: {self.key}"
