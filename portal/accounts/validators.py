"""The one rule for passwords that Django does not have."""

from django.core.exceptions import ValidationError

LONGEST_PASSWORD = 128


class MaximumLengthValidator:
    """Refuse passwords that exist only to make the server work."""

    def validate(self, password, user=None):
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(
                f"Password must be {LONGEST_PASSWORD} characters or fewer", code="too_long"
            )

    def get_help_text(self):
        return f"Your password must be {LONGEST_PASSWORD} characters or fewer."
