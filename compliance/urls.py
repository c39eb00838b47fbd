"""The public pages of compliance."""

from django.urls import path, re_path

from compliance import about, portal, receipt_pages, rights_pages, verify

REFERENCE = r"privacy/(?P<reference>[A-Z0-9]{8})/"
urlpatterns = [
    path("privacy/", portal.home, name="privacy"),
    re_path(rf"^{REFERENCE}$", portal.conversation, name="privacy_conversation"),
    re_path(rf"^{REFERENCE}download\.(?P<form>json|html|pdf)$", portal.download, name="privacy_download"),
    re_path(rf"^{REFERENCE}mail/$", portal.send, name="privacy_mail"),
    re_path(rf"^{REFERENCE}erase/$", portal.confirm, name="privacy_confirm"),
    re_path(rf"^{REFERENCE}extend/$", portal.extend, name="privacy_extend"),
    re_path(rf"^{REFERENCE}erased/$", portal.erase, name="privacy_erase"),
    re_path(rf"^{REFERENCE}ask/(?P<kind>[a-z_]+)/$", rights_pages.ask, name="privacy_ask"),
    re_path(rf"^{REFERENCE}everything\.zip$", rights_pages.everything, name="privacy_everything"),
    path("privacy/guichet-export-1.schema.json", rights_pages.schema, name="privacy_schema"),
    path("privacy/receipt/", receipt_pages.check, name="privacy_receipt_check"),
    re_path(r"^privacy/request/(?P<reference>[A-Z0-9]{8})/$", rights_pages.status, name="privacy_request"),
    re_path(r"^privacy/request/(?P<reference>[A-Z0-9]{8})/receipt\.json$", receipt_pages.download, name="privacy_receipt"),
    path("ai/", about.ai, name="ai"),
    path("ai/verify", verify.verify, name="ai_verify"),
    path(".well-known/guichet-ai-keys.json", verify.public_keys, name="ai_keys"),
    path("accessibility/", about.accessibility, name="accessibility"),
]
