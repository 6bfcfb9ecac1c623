"""Rules on who may check what."""

from __future__ import annotations

from wadah.apps.accounts.process_rules import ProcessRule
from wadah.core.values import Text

VAL_01 = ProcessRule(
    "VAL-01",
    Text(
        "Surat diperiksa oleh orang lain, bukan oleh yang menambahkannya.",
        "A paper is checked by another person than the one who added it.",
    ),
)
VAL_02 = ProcessRule(
    "VAL-02",
    Text(
        "Surat yang sudah diperiksa tidak diperiksa ulang; tambahkan yang baru.",
        "A paper that was checked is not checked again; add a new one.",
    ),
)
VAL_03 = ProcessRule(
    "VAL-03",
    Text(
        "Langkah ini tidak ada dari keadaan kasus yang sekarang, atau bukan untuk "
        "peran Anda.",
        "There is no such step from where the case stands now, or it is not for your "
        "role.",
    ),
)
VAL_04 = ProcessRule(
    "VAL-04",
    Text(
        "Kasus dikerjakan oleh yang mengambilnya. Minta diserahkan kepada Anda dahulu.",
        "A case is worked on by whoever took it. Ask to have it handed over first.",
    ),
)
VAL_05 = ProcessRule(
    "VAL-05",
    Text(
        "Kasus yang ditahan tidak diajukan dan tidak disahkan sampai tanda tahan "
        "dicabut.",
        "A case under a flag is neither put up for approval nor approved until the "
        "flag is lifted.",
    ),
)
VAL_06 = ProcessRule(
    "VAL-06",
    Text(
        "Kasus disahkan atau dikembalikan oleh orang lain, bukan oleh yang memeriksa.",
        "A case is approved or sent back by another person than the one who checked "
        "it.",
    ),
)
VAL_07 = ProcessRule(
    "VAL-07",
    Text(
        "Hanya jawaban yang berlaku sekarang yang diajukan dan disahkan. Nilai kasus "
        "lagi, lalu ajukan.",
        "Only the verdict that counts now is put up and approved. Assess the case "
        "again, then put it up.",
    ),
)
VAL_08 = ProcessRule(
    "VAL-08",
    Text(
        "Keputusan yang sudah diambil tidak diubah dan tidak diambil dua kali; hanya "
        "pengesahan yang dapat dicabut, satu kali.",
        "A decision that was made is neither changed nor made twice; only an approval "
        "can be revoked, once.",
    ),
)
VAL_09 = ProcessRule(
    "VAL-09",
    Text(
        "Produk ditampilkan kepada pembeli hanya selama ada pengesahan yang berlaku "
        "dengan jawaban siap.",
        "A product is shown to buyers only while an approval with the answer ready "
        "stands behind it.",
    ),
)
VAL_10 = ProcessRule(
    "VAL-10",
    Text(
        "Pertanyaan dijawab satu kali; yang sudah dijawab tidak diubah.",
        "A question is answered once; an answer is not changed.",
    ),
)
VAL_40 = ProcessRule(
    "VAL-40",
    Text(
        "Cakupan surat yang sudah diperiksa tidak diubah; tambahkan suratnya lagi.",
        "What a checked paper covers is not changed; add the paper anew.",
    ),
)
VAL_41 = ProcessRule(
    "VAL-41",
    Text(
        "Sertifikat dibekukan lalu berlaku lagi, atau dicabut untuk selamanya. Yang "
        "dicabut tidak kembali; tambahkan sertifikat baru.",
        "A certificate is suspended and stands again, or is revoked for good. A "
        "revoked one does not come back; add the new certificate.",
    ),
)
VAL_42 = ProcessRule(
    "VAL-42",
    Text(
        "Catatan dari daftar resmi dikukuhkan oleh orang lain, bukan oleh yang "
        "mencatat, dan satu kali.",
        "What a register said is confirmed by another person than the one who wrote "
        "it down, and once.",
    ),
)
VAL_30 = ProcessRule(
    "VAL-30",
    Text(
        "Lembar validasi diterbitkan oleh pengesah, hanya untuk keputusan yang "
        "disahkan dengan jawaban siap, yang belum dicabut, digantikan, atau lewat.",
        "A validation sheet is issued by an approver, only for an approved decision "
        "with the answer ready that was not revoked, superseded or lapsed.",
    ),
)
VAL_31 = ProcessRule(
    "VAL-31",
    Text(
        "Satu keputusan mempunyai satu lembar; yang sudah terbit tidak diubah.",
        "A decision has one sheet; one that was issued is not changed.",
    ),
)
VAL_32 = ProcessRule(
    "VAL-32",
    Text(
        "Kunci penanda tangan diganti dan dicabut oleh administrator.",
        "Keys that sign are rotated and distrusted by an administrator.",
    ),
)
