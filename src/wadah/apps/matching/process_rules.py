"""Process rules of requests, matches and promises."""

from __future__ import annotations

from decimal import Decimal

from wadah.apps.accounts.process_rules import ProcessRule, Refused
from wadah.core.matching.request_limits import Limit
from wadah.core.values import Month, Text

PROMISED_WITHIN_VERIFIED = ProcessRule(
    "MAT-01",
    Text(
        "Janji tidak boleh melebihi kapasitas terverifikasi yang masih bebas.",
        "A promise may not exceed the verified capacity that is still free.",
    ),
)
REQUEST_OPEN = ProcessRule(
    "MAT-02",
    Text(
        "Hanya permintaan yang masih terbuka dapat dicocokkan atau dijanjikan.",
        "Only an open request can be matched or promised to.",
    ),
)
PROMISE_HELD = ProcessRule(
    "MAT-03",
    Text(
        "Hanya janji yang masih berlaku dapat dilepas.",
        "Only a promise that still holds can be released.",
    ),
)
REQUEST_MOVE_IN_TABLE = ProcessRule(
    "MAT-20",
    Text(
        "Permintaan bergerak hanya menurut tabelnya; langkah ini tidak ada pada "
        "keadaannya sekarang.",
        "A request moves along its table only; there is no such step from its present "
        "state.",
    ),
)
ANSWER_MOVE_IN_TABLE = ProcessRule(
    "MAT-21",
    Text(
        "Jawaban bergerak hanya menurut tabelnya; langkah ini tidak ada pada "
        "keadaannya sekarang.",
        "An answer moves along its table only; there is no such step from its present "
        "state.",
    ),
)
WITHIN_THE_LIMITS = ProcessRule(
    "MAT-22",
    Text(
        "Permintaan, jawaban dan pesan dikirim dalam batas yang berlaku bagi semua.",
        "Requests, answers and messages are sent within limits that hold for "
        "everybody.",
    ),
)
NO_CONTACT_IN_WORDS = ProcessRule(
    "MAT-23",
    Text(
        "Nomor telepon, alamat e-mail dan tautan tidak ditulis sebelum kedua pihak "
        "setuju. Hapus dahulu; Wadah menunjukkannya begitu keduanya setuju.",
        "Phone numbers, addresses and links are not written before both sides have "
        "agreed. Take them out; Wadah shows them as soon as both agree.",
    ),
)
CONTACT_AFTER_BOTH = ProcessRule(
    "MAT-24",
    Text(
        "Kontak baru terlihat setelah pembeli menerima jawaban dan usaha setuju.",
        "Contact details are shown after the buyer accepted the answer and the "
        "business agreed.",
    ),
)
ANSWER_OF_ITS_FAMILY = ProcessRule(
    "MAT-25",
    Text(
        "Permintaan hanya dijawab dengan produk dari keluarga yang diminta.",
        "A request is answered with a product of the family that is asked for.",
    ),
)
BUYER_NOT_REFUSED = ProcessRule(
    "MAT-26",
    Text(
        "Uji tuntas yang ditandatangani menyatakan tidak berdagang dengan pembeli ini.",
        "A signed due diligence says not to trade with this buyer.",
    ),
)
SIGNED_BY_ANOTHER = ProcessRule(
    "MAT-27",
    Text(
        "Hasil uji tuntas ditandatangani oleh orang lain daripada pengusulnya.",
        "The result of a due diligence is signed by another person than the one who "
        "proposed it.",
    ),
)
HITS_DECIDED_FIRST = ProcessRule(
    "MAT-28",
    Text(
        "Setiap nama yang mungkin sama diputuskan dahulu, dengan alasan; dan tanda "
        "bahaya dicari dahulu.",
        "Every possible name is decided first, with a reason; and the red flags are "
        "looked for first.",
    ),
)
RESULT_WITHIN_FLAGS = ProcessRule(
    "MAT-29",
    Text(
        "Cara bayar dan hasil tidak boleh lebih longgar daripada yang diizinkan tanda "
        "bahayanya.",
        "Payment terms and result may not be looser than its red flags allow.",
    ),
)
AWARD_WITHIN_EXPOSURE = ProcessRule(
    "MAT-30",
    Text(
        "Nilai yang belum dibayar tidak boleh melebihi batas dari uji tuntas.",
        "What is not paid yet may not pass the most that the due diligence allows.",
    ),
)
ANSWER_IN_TIME = ProcessRule(
    "MAT-31",
    Text(
        "Permintaan hanya dijawab sampai batas waktunya.",
        "A request is answered until its deadline only.",
    ),
)
DILIGENCE_IN_ORDER = ProcessRule(
    "MAT-32",
    Text(
        "Uji tuntas yang sudah diusulkan atau ditandatangani tidak diubah; buka yang "
        "baru.",
        "A due diligence that was proposed or signed is not changed; open a new one.",
    ),
)
SHORTLIST_MOVE_IN_TABLE = ProcessRule(
    "MAT-50",
    Text(
        "Daftar pilihan bergerak hanya menurut tabelnya; langkah ini tidak ada pada "
        "keadaannya sekarang.",
        "A shortlist moves along its table only; there is no such step from its "
        "present state.",
    ),
)
SHORTLIST_BY_ANOTHER = ProcessRule(
    "MAT-51",
    Text(
        "Daftar pilihan disetujui oleh orang lain daripada yang membuat atau terakhir "
        "mengubahnya.",
        "A shortlist is approved by another person than the one who made it or "
        "changed it last.",
    ),
)
ONE_UNSENT_SHORTLIST = ProcessRule(
    "MAT-52",
    Text(
        "Satu permintaan mempunyai satu daftar pilihan yang belum dikirim. Kirim atau "
        "ubah yang itu dahulu.",
        "A request has one shortlist that is not sent yet. Send or change that one "
        "first.",
    ),
)
SHORTLIST_OF_SHOWN = ProcessRule(
    "MAT-53",
    Text(
        "Pembeli hanya ditunjukkan produk yang terbit dan buktinya masih berlaku, "
        "paling sedikit satu. Keluarkan yang lain dahulu.",
        "A buyer is shown published products whose proof stands, one at least. Take "
        "the others out first.",
    ),
)
POOLED_OFFER_MOVE_IN_TABLE = ProcessRule(
    "MAT-60",
    Text(
        "Penawaran bersama bergerak hanya menurut tabelnya; langkah ini tidak ada pada "
        "keadaannya sekarang.",
        "A pooled offer moves along its table only; there is no such step from its "
        "present state.",
    ),
)
SHARE_ANSWERED_IN_TIME = ProcessRule(
    "MAT-61",
    Text(
        "Sebuah bagian dijawab satu kali, sampai batas harinya, selama penawaran "
        "bersama masih menunggu.",
        "A share is answered once, until its last day, while the pooled offer waits.",
    ),
)
ONE_LIVING_POOLED_OFFER = ProcessRule(
    "MAT-62",
    Text(
        "Satu permintaan mempunyai satu penawaran bersama. Tarik yang ada dahulu.",
        "A request has one pooled offer. Withdraw the one there is first.",
    ),
)
POOL_FILLS_THE_REQUEST = ProcessRule(
    "MAT-63",
    Text(
        "Penawaran bersama dibuat hanya bila bagian-bagiannya memenuhi permintaan.",
        "A pooled offer is made only where its shares fill the request.",
    ),
)
HELD_WHEN_ALL_ACCEPT = ProcessRule(
    "MAT-64",
    Text(
        "Kapasitas ditahan untuk semua anggota sekaligus, setelah semuanya setuju.",
        "Capacity is held for all members at once, after every one has accepted.",
    ),
)
ACCEPTED_SHARE_STAYS = ProcessRule(
    "MAT-65",
    Text(
        "Bagian yang sudah disetujui tetap. Satu di antaranya tidak lagi muat pada "
        "kapasitas bebas atau syaratnya: tarik penawaran dan cocokkan lagi.",
        "Accepted shares stay. One of them no longer fits what is free or what is "
        "asked: withdraw the offer and match again.",
    ),
)


class LimitReached(Refused):
    """One more would be too many; says how many are allowed."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(ProcessRule(WITHIN_THE_LIMITS.code, limit.sentence))
        self.limit = limit


class CapacityShort(Refused):
    """More was promised than is free; says how much is."""

    def __init__(self, free_kg: Decimal, month: Month) -> None:
        free = max(free_kg, Decimal(0)).quantize(Decimal(1))
        rule = PROMISED_WITHIN_VERIFIED
        sentence = Text(
            f"{rule.sentence.id} Yang masih bebas pada {month}: {free} kg.",
            f"{rule.sentence.en} Still free in {month}: {free} kg.",
        )
        super().__init__(ProcessRule(rule.code, sentence))
        self.free_kg = free_kg
        self.month = month
