"""The second factor of an adviser: an authenticator app's codes."""

import hmac
from binascii import unhexlify

from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from chatbot import conf

KEY_BYTES = 20  # as RFC 4226 recommends


class SecondFactor(TOTPDevice):
    """A TOTP device whose row is no key: who reads the database alone can make no code."""

    class Meta:
        proxy = True
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    @property
    def bin_key(self) -> bytes:
        """The key that the app holds, made from the row and the installation's secret."""
        return hmac.digest(conf.secret("second_factor").encode(), unhexlify(self.key), "sha256")[:KEY_BYTES]
