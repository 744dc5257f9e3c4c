from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"

    def ready(self):
        """Plug casework into the forms: it receives referrals and returns, and offers agencies."""
        from casework import intake
        from forms_pages import handlers

        handlers.register(intake.ReferralHandler())
        handlers.register(intake.ReturnHandler())
        handlers.register_list("agencies", intake.agencies)
