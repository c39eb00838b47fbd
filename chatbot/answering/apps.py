from django.apps import AppConfig


class AnsweringConfig(AppConfig):
    name = "chatbot.answering"
    verbose_name = "Answering"
