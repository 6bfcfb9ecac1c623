"""The words of messages about requests, answers to them and buyers."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.notice import Notice
from wadah.core.values import Text

REQUEST_NOTICES: Mapping[str, Notice] = {
    "request_returned": Notice(
        _("a request was returned"),
        Text("Permintaan %(number)s dikembalikan", "Request %(number)s was returned"),
        Text(
            "%(product)s ke %(market)s: %(comment)s Perbaiki, lalu ajukan lagi.",
            "%(product)s to %(market)s: %(comment)s Mend it, then hand it in again.",
        ),
    ),
    "request_published": Notice(
        _("a request was published"),
        Text("Permintaan %(number)s sudah terbit", "Request %(number)s is out"),
        Text(
            "%(product)s ke %(market)s: usaha sekarang dapat menjawab. Jawaban ada di "
            "halaman permintaan.",
            "%(product)s to %(market)s: businesses can answer now. Their answers stand "
            "on the page of the request.",
        ),
    ),
    "request_for_you": Notice(
        _("a request fits a business"),
        Text("Ada permintaan yang cocok", "A request fits your product"),
        Text(
            "%(product)s ke %(market)s. Buka papan permintaan di Wadah, lihat apakah "
            "Anda sanggup, lalu jawab.",
            "%(product)s to %(market)s. Open the board of requests in Wadah, see "
            "whether you can fill it, then answer.",
        ),
    ),
    "requests_found": Notice(
        _("new requests of a saved search"),
        Text("%(count)s permintaan baru", "%(count)s new requests"),
        Text(
            "Misalnya: %(product)s ke %(market)s. Lihat semuanya di papan permintaan; "
            "di sana pencarian ini juga dapat dihentikan.",
            "For example: %(product)s to %(market)s. All of them are on the board of "
            "requests, where this search can be ended too.",
        ),
    ),
    "request_answered": Notice(
        _("a request was answered"),
        Text("Ada jawaban untuk permintaan Anda", "Your request was answered"),
        Text(
            "%(product)s ke %(market)s: sebuah usaha menjawab. Terima atau tolak di "
            "Wadah.",
            "%(product)s to %(market)s: a business has answered. Accept or decline it "
            "in Wadah.",
        ),
    ),
    "answer_accepted": Notice(
        _("an answer was accepted"),
        Text("Pembeli menerima jawaban Anda", "The buyer accepts your answer"),
        Text(
            "%(product)s ke %(market)s: setujui pertukaran kontak di Wadah agar dapat "
            "berbicara langsung.",
            "%(product)s to %(market)s: agree to exchange contact details in Wadah, so "
            "that you can talk.",
        ),
    ),
    "answer_agreed": Notice(
        _("both sides agreed"),
        Text("Kedua pihak setuju", "Both sides have agreed"),
        Text(
            "%(product)s ke %(market)s: kontak sudah dapat dibuka di Wadah.",
            "%(product)s to %(market)s: the contact details can be opened in Wadah.",
        ),
    ),
    "answer_declined": Notice(
        _("an answer was declined"),
        Text("Jawaban Anda ditolak", "Your answer was declined"),
        Text(
            "%(product)s ke %(market)s. Alasannya: %(reason)s",
            "%(product)s to %(market)s. The reason: %(reason)s",
        ),
    ),
    "answer_withdrawn": Notice(
        _("an answer was withdrawn"),
        Text("Sebuah jawaban ditarik", "An answer was withdrawn"),
        Text(
            "%(product)s ke %(market)s: sebuah usaha menarik jawabannya.",
            "%(product)s to %(market)s: a business took its answer back.",
        ),
    ),
    "answer_awarded": Notice(
        _("an answer was chosen"),
        Text("Pembeli memilih Anda", "The buyer has chosen you"),
        Text(
            "%(product)s ke %(market)s: pembeli memilih jawaban Anda. Petugas "
            "mendampingi langkah berikutnya.",
            "%(product)s to %(market)s: the buyer chose your answer. An officer helps "
            "with what comes next.",
        ),
    ),
    "request_closes_soon": Notice(
        _("a request closes soon"),
        Text("Permintaan segera ditutup", "A request closes soon"),
        Text(
            "%(product)s ke %(market)s: dapat dijawab sampai %(day)s.",
            "%(product)s to %(market)s: it can be answered until %(day)s.",
        ),
    ),
    "request_choose": Notice(
        _("a buyer has to choose"),
        Text("Jawaban menunggu keputusan Anda", "Answers wait for your decision"),
        Text(
            "%(product)s ke %(market)s: batas menjawab sudah lewat. Pilih atau tutup "
            "permintaan %(number)s; jika tidak, ia ditutup 14 hari setelah batasnya.",
            "%(product)s to %(market)s: the time to answer is over. Choose or close "
            "request %(number)s; else it closes 14 days after its deadline.",
        ),
    ),
    "request_closed": Notice(
        _("a request was closed"),
        Text("Permintaan ditutup", "A request was closed"),
        Text(
            "%(product)s ke %(market)s: ditutup, dan jawaban Anda tidak lagi berlaku. "
            "Kapasitas Anda bebas untuk permintaan lain.",
            "%(product)s to %(market)s: it was closed and your answer has lapsed. Your "
            "capacity is free for other requests.",
        ),
    ),
    "request_message": Notice(
        _("a message about a request"),
        Text("Pesan baru tentang permintaan", "A new message about a request"),
        Text(
            "%(product)s ke %(market)s: baca dan balas di halaman permintaan "
            "%(number)s.",
            "%(product)s to %(market)s: read and reply on the page of request "
            "%(number)s.",
        ),
    ),
    "diligence_proposed": Notice(
        _("a due diligence waits for a second signature"),
        Text("Uji tuntas menunggu tanda tangan", "A due diligence waits for you"),
        Text(
            "%(buyer)s: hasilnya menunggu tanda tangan orang kedua.",
            "%(buyer)s: its result waits for the signature of a second person.",
        ),
    ),
    "shortlist_sent": Notice(
        _("a shortlist for a buyer"),
        Text("Daftar pilihan untuk permintaan Anda", "A shortlist for your request"),
        Text(
            "%(product)s ke %(market)s: petugas memilih produk untuk permintaan "
            "%(number)s. Tulis pendapat Anda tentang tiap produk di Wadah.",
            "%(product)s to %(market)s: an officer chose products for request "
            "%(number)s. Say in Wadah what you think of each.",
        ),
    ),
    "shortlist_feedback": Notice(
        _("a buyer answered a shortlist"),
        Text("Pembeli menanggapi daftar pilihan", "The buyer answered a shortlist"),
        Text(
            "%(product)s ke %(market)s: baca tanggapannya pada daftar pilihan "
            "permintaan %(number)s.",
            "%(product)s to %(market)s: read what he says on the shortlist of request "
            "%(number)s.",
        ),
    ),
    "share_asked": Notice(
        _("a share of an offer that a business is asked for"),
        Text("Anda diajak memasok bersama", "You are asked to supply together"),
        Text(
            "%(product)s ke %(market)s: buka permintaan %(number)s di Wadah dan jawab "
            "bagian Anda, setuju atau tidak.",
            "%(product)s to %(market)s: open request %(number)s in Wadah and answer "
            "your share, yes or no.",
        ),
    ),
    "share_void": Notice(
        _("a pooled offer was withdrawn"),
        Text("Penawaran bersama ditarik", "The pooled offer was withdrawn"),
        Text(
            "%(product)s ke %(market)s: penawaran bersama untuk permintaan %(number)s "
            "ditarik. Tidak ada yang ditahan dari Anda.",
            "%(product)s to %(market)s: the pooled offer for request %(number)s was "
            "withdrawn. Nothing of yours is held.",
        ),
    ),
    "share_held": Notice(
        _("a pooled offer was agreed"),
        Text("Semua setuju: bagian Anda ditahan", "All accepted: your share is held"),
        Text(
            "%(product)s ke %(market)s: semua anggota setuju. Bagian Anda untuk "
            "permintaan %(number)s ditahan dari kapasitas Anda.",
            "%(product)s to %(market)s: every member accepted. Your share for request "
            "%(number)s is held from your capacity.",
        ),
    ),
    "pooled_offer_agreed": Notice(
        _("a pooled offer for a buyer"),
        Text("Penawaran bersama untuk permintaan Anda", "An offer for your request"),
        Text(
            "%(product)s ke %(market)s: beberapa produsen bersama memenuhi permintaan "
            "%(number)s. Lihat penawarannya di Wadah.",
            "%(product)s to %(market)s: several producers together fill request "
            "%(number)s. See the offer in Wadah.",
        ),
    ),
}
