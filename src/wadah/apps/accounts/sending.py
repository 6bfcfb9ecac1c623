"""The ways by which a message leaves: mail, and an HTTP gateway for text messages.

Neither belongs to a vendor, and both are off until the environment names one.
"""

from __future__ import annotations

import json
import smtplib
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from wadah.apps.accounts.messages import BAD_ADDRESS, NO_ANSWER, SERVER_REFUSED
from wadah.apps.accounts.models import Channel

SMS_SECONDS = 15
# A gateway tells by these that the number or the request will never be right.
_NEVER = frozenset({400, 404, 410, 422})


class NotSent(Exception):
    """The message did not leave; trying again may help or not."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


class Sender(Protocol):
    """A way by which a message leaves."""

    def is_on(self) -> bool:
        """Whether this installation has the way at all."""

    def send(self, address: str, subject: str, body: str) -> None:
        """Hand the message over. Raises `NotSent`."""


class MailSender:
    """The mail server of `WADAH_SMTP`."""

    def is_on(self) -> bool:
        return bool(settings.WADAH_MAIL)

    def send(self, address: str, subject: str, body: str) -> None:
        connection = get_connection(**settings.WADAH_MAIL["connection"])
        # A line break in a name must not become a header.
        line = " ".join(subject.split())
        message = EmailMessage(
            line, body, settings.WADAH_MAIL["from"], [address], connection=connection
        )
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            raise NotSent(BAD_ADDRESS, is_final=True) from error
        except smtplib.SMTPResponseException as error:
            raise NotSent(SERVER_REFUSED) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(NO_ANSWER) from error


class _NoRedirect(HTTPRedirectHandler):
    """A redirect could carry a code to another host."""

    def redirect_request(self, *args: object) -> None:
        return None


class SmsSender:
    """Any gateway that takes one POST a message: `WADAH_SMS_URL`."""

    def is_on(self) -> bool:
        return bool(settings.WADAH_SMS)

    def send(self, address: str, subject: str, body: str) -> None:
        gateway = settings.WADAH_SMS
        fields = {
            name: value.replace("{to}", address).replace("{text}", body)
            for name, value in gateway["fields"].items()
        }
        data = json.dumps(fields) if gateway["is_json"] else urlencode(fields)
        kind = "json" if gateway["is_json"] else "x-www-form-urlencoded"
        headers = {"Content-Type": f"application/{kind}"}
        if gateway["authorization"]:
            headers["Authorization"] = gateway["authorization"]
        request = Request(gateway["url"], data.encode(), headers)  # noqa: S310
        try:
            with build_opener(_NoRedirect).open(request, timeout=SMS_SECONDS):
                return
        except HTTPError as error:
            final = error.code in _NEVER
            reason = BAD_ADDRESS if final else SERVER_REFUSED
            raise NotSent(reason, is_final=final) from error
        except (OSError, HTTPException) as error:
            raise NotSent(NO_ANSWER) from error


SENDERS: dict[str, Sender] = {Channel.EMAIL: MailSender(), Channel.SMS: SmsSender()}


def choose_channel(address: str) -> Channel:
    """The way to an address, or the hand of an officer where there is none."""
    channel = Channel.EMAIL if "@" in address else Channel.SMS
    return channel if address and SENDERS[channel].is_on() else Channel.HAND
