from django.apps import AppConfig
from django.core.checks import register


class ServingConfig(AppConfig):
    name = "chatbot.serving"
    verbose_name = "Serving"

    def ready(self) -> None:
        """Have wrong combinations of the configuration told before any command runs."""
        from chatbot.serving.checks import check_inference_server
        from chatbot.serving.security_txt import check_security_txt

        register(check_inference_server)
        register(check_security_txt)
