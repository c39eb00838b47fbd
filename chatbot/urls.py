"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from conversations import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("widget.js", pages.widget_script, name="widget"),
    path("chat/<slug:public_key>/", pages.chat, name="chat"),
    path("chat/<slug:public_key>/theme.css", pages.theme, name="theme"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]
