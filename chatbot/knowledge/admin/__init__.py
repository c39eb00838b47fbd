"""The knowledge base in the admin."""

from chatbot.knowledge.admin.articles import ArticleAdmin
from chatbot.knowledge.admin.synonyms import SynonymAdmin
from chatbot.knowledge.admin.uploads import UploadAdmin
from chatbot.knowledge.admin.written import WrittenAnswerAdmin

__all__ = ["ArticleAdmin", "SynonymAdmin", "UploadAdmin", "WrittenAnswerAdmin"]
