from forms_pages.models.drafts import Draft
from forms_pages.models.keys import IssuedKey
from forms_pages.models.pages import FormPage, FormSectionPage
from forms_pages.models.submissions import Submission
from forms_pages.models.versions import FormVersion

__all__ = ["Draft", "FormPage", "FormSectionPage", "FormVersion", "IssuedKey", "Submission"]
