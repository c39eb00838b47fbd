from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "conversations"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        """Register conversations as a holder of personal data, and of the marks that the verifier asks for."""
        from compliance import owners, registry, verification
        from conversations import personal_data, sweeps
        from conversations.marks import ConversationMarks
        from conversations.rights import ConversationOwner

        owners.register(ConversationOwner())
        registry.answer_for("notices", "Their senders have the decision by mail and write to the company for anything else.")
        personal_data.declare_all()
        sweeps.register()
        verification.register(ConversationMarks())
