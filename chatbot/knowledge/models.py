"""Articles, their versions, the passages that search reads, and the answers that people wrote."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex, VectorField

from chatbot.sites.models import Site

EMBEDDING_DIMENSIONS = 384
LANGUAGES = [("fr", _("French")), ("en", _("English"))]


class Article(models.Model):
    """One subject in one language; what customers see is its published version."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="articles", verbose_name=_("site"))
    external_id = models.CharField(_("external id"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    url = models.URLField(_("source address"), max_length=500, blank=True)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    published = models.ForeignKey(
        "ArticleVersion", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("published version")
    )
    publishing = models.ForeignKey(
        "ArticleVersion", models.SET_NULL, null=True, blank=True, related_name="+", help_text="a job is indexing it"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [models.UniqueConstraint(fields=["site", "external_id"], name="article_external_id_unique")]

    def __str__(self) -> str:
        return self.published.title if self.published else self.external_id


class ArticleVersion(models.Model):
    """The words of an article at one time; never changed once published."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=500)
    body = models.TextField(_("text"), help_text=_("Markdown."))
    digest = models.CharField(max_length=64, help_text="sha256 of title, NUL, body")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    indexed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_number_unique")]

    def __str__(self) -> str:
        return f"{self.title} (v{self.number})"


class Passage(models.Model):
    """A stretch of one version that search returns and answers quote; `text` is byte for byte the version's own.

    `embedding` is the mean of the text's vector and the title's, so that one index and one product serve both. `live` says that
    the version is published: what is not leaves the indexes and the counts of words.
    """

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="passages")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    search = SearchVectorField()
    embedding = VectorField(dimensions=EMBEDDING_DIMENSIONS)
    live = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="passage_position_unique")]
        indexes = [
            models.Index(fields=["site", "language"], name="passage_live", condition=models.Q(live=True)),
            GinIndex(fields=["site", "search"], name="passage_words", condition=models.Q(live=True)),
            HnswIndex(
                OpClass(Cast("embedding", HalfVectorField(dimensions=EMBEDDING_DIMENSIONS)), name="halfvec_ip_ops"),
                name="passage_meaning",
                condition=models.Q(live=True),
            ),
        ]


class Lexeme(models.Model):
    """A word as the index writes it, and how many of a site's live passages hold it; triggers keep count.

    The empty word stands in every passage: its row is the number of all.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    word = models.TextField()
    passages = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "language", "word"], name="lexeme_unique")]
        indexes = [GinIndex("site", OpClass("word", name="gin_trgm_ops"), name="lexeme_spelling")]


class Synonym(models.Model):
    """Words that mean the same to a site's customers: whoever asks with one finds what is written with the other."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="synonyms", verbose_name=_("site"))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    words = models.CharField(
        _("as customers say it"), max_length=120, help_text=_("A word, several, or an acronym, such as “VAT”.")
    )
    meaning = models.CharField(
        _("as your articles say it"),
        max_length=120,
        help_text=_("Such as “value added tax”. It counts both ways: either wording finds the other."),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["site", "language", "words"]
        constraints = [models.UniqueConstraint(fields=["site", "language", "words", "meaning"], name="synonym_unique")]

    def __str__(self) -> str:
        return f"{self.words} = {self.meaning}"


class Upload(models.Model):
    """A file of articles sent from the admin, and how far its import has come."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("site"))
    name = models.CharField(_("file"), max_length=200)
    language = models.CharField(_("language"), max_length=2, blank=True, choices=LANGUAGES)
    content = models.BinaryField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list)
    rejected_count = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=list)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class WrittenAnswer(models.Model):
    """An answer that a person wrote to one question; customers get it, word for word, from its publication on."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="written_answers", verbose_name=_("site"))
    language = models.CharField(_("language"), max_length=2, choices=[("fr", _("French")), ("en", _("English"))])
    text = models.TextField(_("answer"))
    source = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("source article")
    )
    is_live = models.BooleanField(_("given to customers"), default=False, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("written answer")
        verbose_name_plural = _("written answers")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_live=False) | models.Q(published_at__isnull=False),
                name="written_answer_live_once_published",
            ),
        ]

    def __str__(self) -> str:
        first = self.phrasings.first()
        return first.text if first else self.text[:80]


class Phrasing(models.Model):
    """One way of putting the question of a written answer."""

    answer = models.ForeignKey(WrittenAnswer, models.CASCADE, related_name="phrasings")
    text = models.CharField(max_length=300)
    embedding = VectorField(dimensions=EMBEDDING_DIMENSIONS)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "text"], name="phrasing_unique")]
