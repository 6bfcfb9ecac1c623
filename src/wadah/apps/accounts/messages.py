"""The words of every message that leaves Wadah, short and plain, in both languages.

The subject of a message stays on record; whatever opens something (a code, a link)
stands in the body only, which is emptied once it was sent.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.notice import Notice
from wadah.apps.accounts.request_notices import REQUEST_NOTICES
from wadah.core.values import Text

NOTICES: Mapping[str, Notice] = {
    **REQUEST_NOTICES,
    "code_confirm": Notice(
        _("code for a new account"),
        Text("Kode untuk akun Wadah Anda", "Code for your Wadah account"),
        Text(
            "Kode Wadah Anda: %(code)s. Berlaku %(lasts)s. Jangan berikan kepada "
            "siapa pun.",
            "Your Wadah code: %(code)s. It holds for %(lasts)s. Give it to nobody.",
        ),
    ),
    "code_recover": Notice(
        _("code for a new password"),
        Text("Kode untuk kata sandi baru", "Code for a new password"),
        Text(
            "Kode untuk kata sandi baru di Wadah: %(code)s. Berlaku %(lasts)s. Jika "
            "bukan Anda yang meminta, abaikan pesan ini.",
            "Code for a new password at Wadah: %(code)s. It holds for %(lasts)s. If "
            "you did not ask for it, do nothing.",
        ),
    ),
    "code_change_login": Notice(
        _("code for a new number or address"),
        Text(
            "Kode untuk nomor atau alamat baru",
            "Code for a new phone number or address",
        ),
        Text(
            "Kode Wadah untuk memakai nomor atau alamat ini: %(code)s. Berlaku "
            "%(lasts)s.",
            "Wadah code to use this number or address: %(code)s. It holds for "
            "%(lasts)s.",
        ),
    ),
    "code_claim": Notice(
        _("code for a record of a business"),
        Text("Kode untuk data usaha", "Code for the record of a business"),
        Text(
            "Seseorang ingin mengelola data usaha %(business)s di Wadah. Jika itu "
            "Anda, kodenya: %(code)s. Jika bukan, abaikan.",
            "Somebody wants to look after the record of %(business)s in Wadah. If it "
            "is you, the code is %(code)s. If not, do nothing.",
        ),
    ),
    "code_handed_over": Notice(
        _("a code was handed over"),
        Text(
            "%(by)s menyerahkan sebuah kode untuk akun Anda. Bukan Anda? Segera ganti "
            "kata sandi dan hubungi dinas.",
            "%(by)s handed over a code for your account. Was it not you? Change your "
            "password and tell the office.",
        ),
    ),
    "login_changed": Notice(
        _("number or address was changed"),
        Text(
            "Nomor atau alamat untuk masuk ke Wadah sudah diganti.",
            "The number or address of your Wadah account was changed.",
        ),
        Text(
            "Bukan Anda? Segera hubungi dinas atau organisasi ekspor Anda.",
            "Was it not you? Tell your trade office or export organisation at once.",
        ),
    ),
    "password_changed": Notice(
        _("password was changed"),
        Text(
            "Kata sandi Wadah Anda sudah diganti; semua perangkat lain sudah keluar.",
            "Your Wadah password was changed; all other devices were signed out.",
        ),
        Text(
            "Bukan Anda? Segera hubungi dinas atau organisasi ekspor Anda.",
            "Was it not you? Tell your trade office or export organisation at once.",
        ),
    ),
    "invited": Notice(
        _("invitation"),
        Text(
            "Undangan ke %(organisation)s di Wadah",
            "Invitation to %(organisation)s in Wadah",
        ),
        Text(
            "%(by)s mengundang Anda ke %(organisation)s di Wadah. Buka: %(link)s "
            "(berlaku %(lasts)s).",
            "%(by)s invites you to %(organisation)s in Wadah. Open: %(link)s (it holds "
            "for %(lasts)s).",
        ),
    ),
    "member_joined": Notice(
        _("somebody joined"),
        Text(
            "%(name)s sekarang bergabung dengan %(organisation)s.",
            "%(name)s has joined %(organisation)s.",
        ),
    ),
    "membership_ended": Notice(
        _("membership ended"),
        Text(
            "Anda tidak lagi bertindak untuk %(organisation)s.",
            "You no longer act for %(organisation)s.",
        ),
    ),
    "ownership_given": Notice(
        _("ownership was handed over"),
        Text(
            "Anda menyerahkan %(organisation)s kepada %(name)s; Anda sekarang staf.",
            "You handed %(organisation)s over to %(name)s; you are a member of staff "
            "now.",
        ),
    ),
    "ownership_received": Notice(
        _("ownership was received"),
        Text(
            "%(name)s menyerahkan %(organisation)s kepada Anda; Anda sekarang "
            "pemiliknya.",
            "%(name)s handed %(organisation)s over to you; you are its owner now.",
        ),
    ),
    "join_asked": Notice(
        _("somebody asks to join"),
        Text(
            "%(name)s meminta bergabung dengan %(organisation)s.",
            "%(name)s asks to join %(organisation)s.",
        ),
    ),
    "join_accepted": Notice(
        _("request to join accepted"),
        Text("Anda diterima di %(organisation)s.", "You have joined %(organisation)s."),
    ),
    "join_refused": Notice(
        _("request to join refused"),
        Text(
            "Permintaan Anda bergabung dengan %(organisation)s ditolak: %(reason)s",
            "Your request to join %(organisation)s was refused: %(reason)s",
        ),
    ),
    "claim_asked": Notice(
        _("a record is claimed"),
        Text(
            "%(name)s menyatakan %(business)s sebagai usahanya.",
            "%(name)s says that %(business)s is his business.",
        ),
    ),
    "claim_accepted": Notice(
        _("claim accepted"),
        Text(
            "Data %(business)s sekarang milik Anda.",
            "The record of %(business)s is yours now.",
        ),
    ),
    "claim_refused": Notice(
        _("claim refused"),
        Text(
            "Permintaan Anda atas data %(business)s ditolak: %(reason)s",
            "Your claim of %(business)s was refused: %(reason)s",
        ),
    ),
    "consent_recorded": Notice(
        _("consent was recorded"),
        Text(
            "%(organisation)s mencatat bahwa Anda mengizinkannya mengurus data "
            "%(business)s. Tidak benar? Cabut di halaman usaha Anda.",
            "%(organisation)s wrote down that you let it care for the record of "
            "%(business)s. Not so? Withdraw it on the page of your business.",
        ),
    ),
    "consent_withdrawn": Notice(
        _("consent was withdrawn"),
        Text(
            "%(business)s mencabut persetujuannya bagi %(organisation)s.",
            "%(business)s has withdrawn its consent for %(organisation)s.",
        ),
    ),
    "second_factor_reset": Notice(
        _("second factor was reset"),
        Text(
            "%(by)s menghapus faktor kedua akun Wadah Anda.",
            "%(by)s reset the second factor of your Wadah account.",
        ),
        Text(
            "Bukan Anda yang meminta? Segera hubungi dinas atau organisasi ekspor "
            "Anda.",
            "Did you not ask for it? Tell your trade office or export organisation at "
            "once.",
        ),
    ),
    "data_request_decided": Notice(
        _("request about personal data decided"),
        Text(
            "Permintaan Anda tentang data pribadi: %(state)s. %(answer)s",
            "Your request about personal data: %(state)s. %(answer)s",
        ),
    ),
    "account_inactive": Notice(
        _("account not used"),
        Text(
            "Akun Wadah Anda lama tidak dipakai dan akan dihapus pada %(day)s.",
            "Your Wadah account has not been used for long and will be erased on "
            "%(day)s.",
        ),
        Text(
            "Ingin menyimpannya? Masuklah sekali sebelum hari itu.",
            "To keep it, sign in once before that day.",
        ),
    ),
    "case_approved": Notice(
        _("a case was approved"),
        Text("Kasus Anda disahkan", "Your case was approved"),
        Text(
            "%(product)s ke %(market)s: hasil pemeriksaan disahkan. Buka Wadah untuk "
            "melihatnya.",
            "%(product)s to %(market)s: the outcome of the check was approved. Open "
            "Wadah to read it.",
        ),
    ),
    "case_revoked": Notice(
        _("an approval was revoked"),
        Text("Pengesahan kasus Anda dicabut", "The approval of your case was revoked"),
        Text(
            "%(product)s ke %(market)s: pengesahan dicabut. Buka Wadah untuk membaca "
            "alasannya.",
            "%(product)s to %(market)s: the approval was revoked. Open Wadah to read "
            "why.",
        ),
    ),
    "case_question": Notice(
        _("a question in a case"),
        Text("Ada pertanyaan untuk Anda", "There is a question for you"),
        Text(
            "%(product)s ke %(market)s: pemeriksa bertanya. Waktu layanan berhenti "
            "sampai Anda menjawab di Wadah.",
            "%(product)s to %(market)s: the checker asks you something. The clock "
            "stands still until you answer in Wadah.",
        ),
    ),
    "case_question_reminder": Notice(
        _("a question in a case, again"),
        Text(
            "Pertanyaan masih menunggu jawaban Anda", "A question still waits for you"
        ),
        Text(
            "%(product)s ke %(market)s: sudah %(days)s hari kerja tanpa jawaban. Jawab "
            "di Wadah agar pemeriksaan berlanjut.",
            "%(product)s to %(market)s: %(days)s working days without an answer. "
            "Answer in Wadah, so that the check goes on.",
        ),
    ),
    "case_answered": Notice(
        _("an answer in a case"),
        Text("Usaha sudah menjawab", "The business has answered"),
        Text(
            "%(product)s ke %(market)s: pertanyaan Anda sudah dijawab.",
            "%(product)s to %(market)s: your question was answered.",
        ),
    ),
    "case_handed_over": Notice(
        _("a case was handed over"),
        Text("Sebuah kasus diserahkan kepada Anda", "A case was handed over to you"),
        Text(
            "%(product)s ke %(market)s: kasus ini sekarang pada Anda.",
            "%(product)s to %(market)s: this case is with you now.",
        ),
    ),
    "proof_stands": Notice(
        _("a product is shown to buyers"),
        Text("Produk tampil untuk pembeli", "The product is shown to buyers"),
        Text(
            "%(product)s tampil untuk pembeli, karena pemeriksaannya disahkan.",
            "%(product)s is shown to buyers, because its check was approved.",
        ),
    ),
    "proof_ended": Notice(
        _("a product is not shown to buyers any more"),
        Text(
            "Produk tidak lagi tampil untuk pembeli",
            "The product is not shown to buyers any more",
        ),
        Text(
            "%(product)s tidak lagi tampil untuk pembeli: surat habis masa berlaku "
            "atau dicabut, atau pengesahannya tidak berlaku lagi. Buka kasusnya di "
            "Wadah untuk melihat yang kurang.",
            "%(product)s is not shown to buyers any more: a paper lapsed or was "
            "revoked, or the approval does not stand. Open the case in Wadah to see "
            "what is missing.",
        ),
    ),
    "paper_expires": Notice(
        _("a paper ends soon"),
        Text("%(paper)s segera berakhir", "%(paper)s ends soon"),
        Text(
            "%(paper)s milik %(business)s berlaku sampai %(day)s. Urus perpanjangannya "
            "sekarang, lalu unggah yang baru di Wadah.",
            "%(paper)s of %(business)s is valid until %(day)s. Have it renewed now and "
            "hand in the new one in Wadah.",
        ),
    ),
    "paper_expires_today": Notice(
        _("a paper ends today"),
        Text("%(paper)s berakhir hari ini", "%(paper)s ends today"),
        Text(
            "%(paper)s milik %(business)s berakhir hari ini, %(day)s. Mulai besok "
            "tidak dihitung lagi.",
            "%(paper)s of %(business)s ends today, %(day)s. From tomorrow it does not "
            "count any more.",
        ),
    ),
    "paper_ends_before": Notice(
        _("a paper ends before a shipment"),
        Text(
            "%(paper)s berakhir sebelum pengiriman",
            "%(paper)s ends before a shipment",
        ),
        Text(
            "%(paper)s milik %(business)s berlaku sampai %(day)s, tetapi pengiriman "
            "%(shipment)s baru dihitung pada %(counts_on)s. Perpanjang dahulu.",
            "%(paper)s of %(business)s is valid until %(day)s, but for the shipment "
            "%(shipment)s it counts on %(counts_on)s. Have it renewed first.",
        ),
    ),
    "paper_suspended": Notice(
        _("a certificate was suspended"),
        Text("%(paper)s dibekukan", "%(paper)s was suspended"),
        Text(
            "%(paper)s milik %(business)s dibekukan sejak %(day)s dan tidak dihitung "
            "sebagai bukti. Alasannya ada di halaman surat itu.",
            "%(paper)s of %(business)s is suspended since %(day)s and does not count "
            "as evidence. The reason stands on the page of the paper.",
        ),
    ),
    "paper_revoked": Notice(
        _("a certificate was revoked"),
        Text("%(paper)s dicabut", "%(paper)s was revoked"),
        Text(
            "%(paper)s milik %(business)s dicabut sejak %(day)s dan tidak dihitung "
            "sebagai bukti. Alasannya ada di halaman surat itu.",
            "%(paper)s of %(business)s is revoked since %(day)s and does not count as "
            "evidence. The reason stands on the page of the paper.",
        ),
    ),
    "paper_stands_again": Notice(
        _("a certificate stands again"),
        Text("%(paper)s berlaku lagi", "%(paper)s stands again"),
        Text(
            "%(paper)s milik %(business)s berlaku lagi sejak %(day)s.",
            "%(paper)s of %(business)s stands again since %(day)s.",
        ),
    ),
    "rule_changed": Notice(
        _("a rule has changed"),
        Text("Aturan yang Anda ikuti berubah", "A rule you follow has changed"),
        Text(
            "Berubah: %(rules)s. Buka Aturan > Kabar aturan di Wadah.",
            "Changed: %(rules)s. Open Rules > News of rules in Wadah.",
        ),
    ),
    "rule_starts": Notice(
        _("a rule is about to apply"),
        Text("Aturan segera berlaku", "A rule is about to apply"),
        Text(
            "Segera berlaku: %(rules)s. Buka Aturan > Kabar aturan di Wadah.",
            "About to apply: %(rules)s. Open Rules > News of rules in Wadah.",
        ),
    ),
    "rule_overdue": Notice(
        _("a rule should have been checked again"),
        Text("Aturan perlu dicek lagi", "A rule is to be checked again"),
        Text(
            "Lewat tanggal cek: %(rules)s. Sampai dicek lagi, aturan ini saja tidak "
            "menyatakan siap atau belum siap.",
            "Past the day of review: %(rules)s. Until they are checked again, they "
            "alone say neither ready nor not ready.",
        ),
    ),
}
CODES = frozenset(purpose for purpose in NOTICES if purpose.startswith("code_")) - {
    "code_handed_over"
}

# Why a message was not sent, as it is kept, and the sentence that is shown.
NO_MAIL = "no_mail_server"
NO_SMS = "no_sms_gateway"
NO_ADDRESS = "no_address"
BAD_ADDRESS = "bad_address"
SERVER_REFUSED = "server_refused"
NO_ANSWER = "no_answer"
RAN_OUT = "ran_out"
REASONS: Mapping[str, str | Promise] = {
    NO_MAIL: _("No mail server is set up; the person reads it here after signing in."),
    NO_SMS: _(
        "No gateway for text messages is set up; the person reads it here after "
        "signing in."
    ),
    NO_ADDRESS: _("The person left no phone number and no address."),
    BAD_ADDRESS: _("The number or address does not take messages."),
    SERVER_REFUSED: _("The server refused the message."),
    NO_ANSWER: _("The server did not answer."),
    RAN_OUT: _("The code or link ran out before it could be sent."),
}
