from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "conversations"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        """Register conversations as a holder of personal data, and of the marks that the verifier asks for."""
        from compliance import owners, verification
        from conversations.marks import ConversationMarks
        from conversations.rights import ConversationOwner

        owners.register(ConversationOwner())
        verification.register(ConversationMarks())
