"""The knowledge base in the admin."""

from chatbot.knowledge.admin.articles import ArticleAdmin
from chatbot.knowledge.admin.uploads import UploadAdmin
from chatbot.knowledge.admin.written import WrittenAnswerAdmin

__all__ = ["ArticleAdmin", "UploadAdmin", "WrittenAnswerAdmin"]
