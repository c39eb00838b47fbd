"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from chatbot.serving import health, security_txt
from conversations import contact_pages, notice_pages, pages, without_socket

urlpatterns = [
    path("", pages.home, name="home"),
    path("widget.js", pages.widget_script, name="widget"),
    path("chat/<slug:public_key>/", pages.chat, name="chat"),
    path("chat/<slug:public_key>/frames", without_socket.frames, name="frames"),
    path("chat/<slug:public_key>/theme.css", pages.theme, name="theme"),
    path("contact/", contact_pages.contact, name="contact"),
    path("notice/", notice_pages.notice, name="notice"),
    path("", include("compliance.urls")),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("health/duties", health.duties),
    path("metrics", health.metrics),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("admin/", admin.site.urls),
]
