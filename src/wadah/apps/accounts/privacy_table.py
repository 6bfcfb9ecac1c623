"""Which personal data are kept: the one declared table.

The page for everybody is made of it, retention acts by its periods, and a test of the
house fails when a column that can hold personal data stands in neither list.
"""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.values import Text

YEAR = 365


@dataclass(frozen=True, slots=True)
class PersonalKind:
    """One kind of personal data: columns, purpose, ground, period, who sees it."""

    code: str
    label: Text
    columns: tuple[str, ...]
    purpose: Text
    basis: Text
    period: Text
    seen_by: Text
    # After how many days retention acts; none where another event ends the period.
    days: int | None = None


CONSENT = Text("persetujuan", "consent")
CONTRACT = Text("perjanjian dengan Anda", "contract with you")
DUTY = Text("kewajiban hukum", "legal obligation")
TASK = Text("tugas untuk kepentingan umum", "task in the public interest")
INTEREST = Text(
    "kepentingan yang sah: keamanan akun", "legitimate interest: safe accounts"
)
_WHILE_ACCOUNT = Text(
    "selama akun dipakai; dihapus 30 hari setelah pemberitahuan bila tiga tahun tidak "
    "dipakai",
    "while the account is used; erased 30 days after a notice when it was not used for "
    "three years",
)
_WHILE_RECORD = Text(
    "selama data usaha ada; hilang saat dihapus",
    "while the record of the business is there; gone with its erasure",
)
_TEAM = Text(
    "usaha itu sendiri, organisasi yang diizinkan, administrator",
    "the business itself, organisations with consent, administrators",
)
_SELF = Text("Anda sendiri", "you alone")
_OFFICE = Text("administrator", "administrators")

TABLE: tuple[PersonalKind, ...] = (
    PersonalKind(
        "account",
        Text("Akun: nama, nomor HP, e-mail", "Account: name, phone number, e-mail"),
        ("accounts.User.login", "accounts.User.name", "accounts.User.email",
         "accounts.User.phone", "accounts.Organisation.name"),
        Text("masuk dan bertindak untuk usaha", "sign in and act for a business"),
        CONTRACT, _WHILE_ACCOUNT,
        Text("Anda, rekan seorganisasi, petugas yang diizinkan, administrator",
             "you, people of your organisation, officers with consent, administrators"),
        3 * YEAR,
    ),
    PersonalKind(
        "sign_ins",
        Text("Perangkat tempat Anda masuk", "Devices on which you are signed in"),
        ("accounts.SignIn.agent", "accounts.SignIn.session_key"),
        Text("menunjukkan dan mengakhiri sesi", "show and end sessions"),
        INTEREST,
        Text("sampai sesi berakhir, paling lama 14 hari setelah terakhir dipakai",
             "until the session ends, at most 14 days after it was last used"),
        _SELF,
    ),
    PersonalKind(
        "second_factor",
        Text("Rahasia faktor kedua (terenkripsi)", "Secret of the second factor "
             "(encrypted)"),
        ("accounts.SecondFactor.secret", "accounts.RecoveryCode.code_hash"),
        Text("memastikan bahwa Anda yang masuk", "make sure that it is you"),
        INTEREST, _WHILE_ACCOUNT,
        Text("tidak seorang pun", "nobody"),
    ),
    PersonalKind(
        "sign_in_failures",
        Text("Percobaan masuk yang gagal (hanya sidik)", "Failed sign-ins (a "
             "fingerprint only)"),
        ("accounts.SignInFailure.login_fingerprint",),
        Text("menghentikan tebakan kata sandi", "stop guessing of passwords"),
        INTEREST, Text("1 hari", "1 day"), Text("tidak seorang pun", "nobody"), 1,
    ),
    PersonalKind(
        "codes",
        Text("Kode sekali pakai", "One-time codes"),
        ("accounts.OneTimeCode.new_login",),
        Text("membuktikan nomor atau alamat", "prove a number or address"),
        CONTRACT, Text("30 hari setelah berakhir", "30 days after they ran out"),
        Text("tidak seorang pun", "nobody"), 30,
    ),
    PersonalKind(
        "invitations",
        Text("Undangan: nama dan nomor atau alamat", "Invitations: name and number or "
             "address"),
        ("accounts.Invitation.name", "accounts.Invitation.login"),
        Text("mengundang orang ke organisasi", "invite people to an organisation"),
        CONTRACT, Text("90 hari setelah berakhir", "90 days after they ended"),
        Text("organisasi yang mengundang", "the organisation that invites"), 90,
    ),
    PersonalKind(
        "join_requests",
        Text("Permintaan bergabung", "Requests to join"),
        ("accounts.JoinRequest.message", "accounts.JoinRequest.reason",),
        Text("memutuskan siapa bertindak untuk organisasi",
             "decide who acts for an organisation"),
        CONTRACT, Text("1 tahun setelah diputuskan", "1 year after the decision"),
        Text("organisasi itu", "that organisation"), YEAR,
    ),
    PersonalKind(
        "message_bodies",
        Text("Isi pesan terkirim", "Text of messages sent"),
        ("accounts.OutboxMessage.body",),
        Text("mengirim pesan", "send the message"),
        CONTRACT, Text("30 hari", "30 days"),
        Text("penerima, administrator", "the addressee, administrators"), 30,
    ),
    PersonalKind(
        "messages",
        Text("Daftar pesan: kepada siapa, kapan", "List of messages: to whom, when"),
        ("accounts.OutboxMessage.to_address", "accounts.OutboxMessage.subject"),
        Text("menunjukkan apa yang dikirim", "show what was sent"),
        CONTRACT, Text("1 tahun", "1 year"),
        Text("penerima, organisasi pengirim, administrator",
             "the addressee, the sending organisation, administrators"), YEAR,
    ),
    PersonalKind(
        "api_replies",
        Text("Jawaban API (terenkripsi)", "Answers of the API (encrypted)"),
        ("accounts.ApiReply.body",),
        Text("mengulang jawaban yang sama untuk permintaan yang sama",
             "give the same answer to the same request"),
        CONTRACT, Text("1 hari", "1 day"), Text("tidak seorang pun", "nobody"), 1,
    ),
    PersonalKind(
        "data_requests",
        Text("Permintaan Anda tentang data pribadi", "Your requests about personal "
             "data"),
        ("accounts.DataRequest.text", "accounts.DataRequest.answer"),
        Text("menjawab dan membuktikan jawaban", "answer, and prove the answer"),
        DUTY, Text("5 tahun", "5 years"),
        Text("Anda, petugas yang memutuskan, administrator",
             "you, the officer who decides, administrators"), 5 * YEAR,
    ),
    PersonalKind(
        "exports",
        Text("Catatan unduhan data pribadi", "Log of personal data taken out"),
        ("accounts.PersonalExport.reason",),
        Text("mengetahui data apa yang keluar", "know which data went out"),
        DUTY, Text("5 tahun", "5 years"), _OFFICE, 5 * YEAR,
    ),
    PersonalKind(
        "audit",
        Text("Jejak audit: siapa berbuat apa, kapan", "Audit trail: who did what, "
             "when"),
        ("accounts.AuditRow.before", "accounts.AuditRow.after"),
        Text("membuktikan keputusan", "prove decisions"),
        DUTY,
        Text("tetap; saat Anda dihapus, nilainya dikosongkan",
             "stays; its values are emptied when you are erased"),
        _OFFICE,
    ),
    PersonalKind(
        "breaches",
        Text("Catatan kegagalan pelindungan data", "Record of breaches"),
        ("accounts.Breach.what_happened", "accounts.Breach.measures"),
        Text("memberi tahu dan memperbaiki", "tell people and mend"),
        DUTY, Text("tetap", "stays"), _OFFICE,
    ),
    PersonalKind(
        "business_contact",
        Text("Usaha: pemilik, nomor HP, e-mail, alamat", "Business: owner, phone "
             "number, e-mail, address"),
        ("registry.Business.name", "registry.Business.search_name",
         "registry.Business.owner_name",
         "registry.Business.phone", "registry.Business.email",
         "registry.Business.street", "registry.Business.village",
         "registry.Business.about", "registry.Site.name", "registry.Site.street",
         "registry.Site.village", "registry.Site.latitude", "registry.Site.longitude"),
        Text("menyiapkan ekspor dan menghubungkan dengan pembeli",
             "prepare exports and bring buyers"),
        CONSENT, _WHILE_RECORD, _TEAM,
    ),
    PersonalKind(
        "identity_numbers",
        Text("NIB, NPWP, NIK (terenkripsi, ditutup di layar)", "NIB, NPWP, NIK "
             "(encrypted, masked on screen)"),
        ("registry.Business.nib", "registry.Business.nib_fingerprint",
         "registry.Business.npwp", "registry.Business.npwp_fingerprint",
         "registry.Person.nik", "registry.Person.nik_fingerprint"),
        Text("mengenali usaha yang sama dan mengisi dokumen",
             "know a business again and fill in documents"),
        CONSENT, _WHILE_RECORD, _TEAM,
    ),
    PersonalKind(
        "people",
        Text("Orang dalam usaha", "People of a business"),
        ("registry.Person.name", "registry.Person.phone", "registry.Person.email"),
        Text("tahu siapa yang menjawab pembeli", "know who answers the buyer"),
        CONSENT, _WHILE_RECORD, _TEAM,
    ),
    PersonalKind(
        "consents",
        Text("Persetujuan: siapa memberi, dengan cara apa", "Consents: who gave them, "
             "in which way"),
        ("registry.Consent.given_by", "registry.Consent.held_phone",
         "registry.Consent.read_out"),
        Text("membuktikan persetujuan", "prove the consent"),
        DUTY, _WHILE_RECORD, _TEAM,
    ),
    PersonalKind(
        "claims",
        Text("Bukti bahwa usaha milik Anda", "Proof that a business is yours"),
        ("registry.Claim.note", "registry.Claim.reason", "registry.Claim.paper"),
        Text("menyerahkan data kepada pemiliknya", "hand the record to its owner"),
        CONTRACT, Text("surat: 90 hari setelah diputuskan",
                       "papers: 90 days after the decision"),
        Text("Anda, petugas yang memutuskan", "you, the officer who decides"), 90,
    ),
    PersonalKind(
        "visits",
        Text("Catatan kunjungan petugas", "What an officer saw on a visit"),
        ("registry.Visit.seen", "registry.Visit.next_step"),
        Text("mendampingi usaha", "help the business on"),
        CONSENT,
        Text("1 tahun setelah semua persetujuan dicabut",
             "1 year after all consents were withdrawn"),
        _TEAM, YEAR,
    ),
    PersonalKind(
        "import_cells",
        Text("Isi sel daftar yang bermasalah atau berbeda", "Cells of lists that had a "
             "problem or differed"),
        ("registry.ImportProblem.cell", "registry.ImportProblem.message_id",
         "registry.ImportProblem.message_en", "registry.ImportDifference.kept",
         "registry.ImportDifference.offered", "registry.BatchChange.before",
         "registry.Business.original", "registry.StatedCertificate.number",
         "registry.StatedCertificate.stated"),
        Text("memperbaiki daftar, membatalkan muatan", "mend a list, undo a loading"),
        TASK, Text("1 tahun", "1 year"),
        Text("organisasi pemilik daftar, administrator",
             "the organisation of the list, administrators"), YEAR,
    ),
    PersonalKind(
        "import_files",
        Text("Berkas daftar yang diunggah", "Files of lists that were uploaded"),
        ("registry.ImportJob.file_name", "registry.ImportBatch.file_name",
         "registry.RowImport.file_name"),
        Text("memuat daftar", "load the list"),
        TASK, Text("2 hari", "2 days"),
        Text("yang mengunggah", "who uploaded it"), 2,
    ),
    PersonalKind(
        "duplicates",
        Text("Perbandingan data yang mungkin sama", "Comparison of records that may be "
             "one"),
        ("registry.PossibleDuplicate.evidence", "registry.Merge.before",
         "registry.Merge.after", "registry.Merge.reason"),
        Text("mencatat satu usaha satu kali", "keep one business once"),
        TASK, _WHILE_RECORD, _TEAM,
    ),
    PersonalKind(
        "papers",
        Text("Dokumen dan sertifikat: pemegang, nomor", "Documents and certificates: "
             "holder, number"),
        ("validation.Document.holder", "validation.Document.number",
         "validation.Document.file", "validation.Document.file_name",
         "validation.LabReport.sampled_by", "validation.LabReport.number",
         "validation.ValidationSheet.payload", "validation.ValidationSheet.file",
         "validation.CertificateAudit.auditor", "validation.CertificateState.reason",
         "validation.RegisterCheck.number", "validation.RegisterCheck.note",
         "validation.RegisterCheck.screenshot", "registry.LedgerEntry.how",
         "registry.LedgerEntry.evidence"),
        Text("memeriksa kelayakan ekspor", "check whether a product may be exported"),
        CONSENT,
        Text("selama data usaha ada; bila ada transaksi, 10 tahun sebagai dokumen "
             "perusahaan",
             "while the record is there; with a deal, 10 years as papers of the trade"),
        Text("usaha, organisasi yang diizinkan, pemeriksa",
             "the business, organisations with consent, checkers"), 10 * YEAR,
    ),
    PersonalKind(
        "paper_drafts",
        Text("Berkas dokumen yang belum disimpan", "Files of papers not yet kept"),
        ("validation.PaperDraft.file", "validation.PaperDraft.file_name",
         "validation.PaperDraft.proposal"),
        Text("membaca berkas untuk mengisi formulirnya",
             "read the file to fill in its form"),
        CONSENT, Text("7 hari", "7 days"),
        Text("usaha, organisasi yang diizinkan",
             "the business, organisations with consent"), 7,
    ),
    PersonalKind(
        "case_work",
        Text("Catatan pemeriksaan kasus", "Notes on the work of a case"),
        ("validation.CaseDecision.check_note", "validation.CaseDecision.decision_note",
         "validation.CaseDecision.revoked_reason", "validation.CaseMove.note",
         "validation.CaseQuestion.text", "validation.CaseQuestion.answer",
         "validation.CaseNote.text", "validation.CaseFlag.reason",
         "validation.CaseFlag.lift_note", "validation.CaseVisit.points",
         "validation.CaseVisit.summary", "validation.CaseVisitPhoto.file",
         "validation.CaseVisitPhoto.caption"),
        Text("memeriksa kelayakan ekspor dan menjelaskan keputusan",
             "check whether a product may be exported and explain the decision"),
        TASK, _WHILE_RECORD,
        Text("usaha, organisasi yang diizinkan, pemeriksa",
             "the business, organisations with consent, checkers"),
    ),
    PersonalKind(
        "erased_marks",
        Text("Tanda sandi dari data yang sudah dihapus", "Keyed marks of data "
             "that were erased"),
        ("registry.ErasedRecord.mark",),
        Text("tidak memuat Anda lagi dari daftar lama",
             "not to load you again from an old list"),
        DUTY, Text("10 tahun", "10 years"), Text("tidak seorang pun", "nobody"),
        10 * YEAR,
    ),
    PersonalKind(
        "buyers",
        Text("Pembeli: nama kontak dan e-mail", "Buyers: name of the contact and "
             "e-mail"),
        ("matching.Buyer.name", "matching.Buyer.contact_name", "matching.Buyer.email",
         "matching.Buyer.phone", "matching.BuyerRequest.words",
         "matching.BuyerContact.name", "matching.BuyerContact.email",
         "matching.BuyerContact.phone", "matching.BuyerContact.job",
         "matching.BuyerContact.consent_way", "matching.BuyerProof.number",
         "matching.BuyerProof.file", "matching.BuyerProof.file_name"),
        Text("mempertemukan permintaan dan produk", "match requests and products"),
        CONTRACT, _WHILE_ACCOUNT,
        Text("petugas, usaha yang cocok setelah kedua pihak setuju",
             "officers, matched businesses once both agreed"),
    ),
    PersonalKind(
        "request_talk",
        Text("Jawaban dan pesan tentang permintaan", "Answers and messages about "
             "requests"),
        ("matching.RequestAnswer.message", "matching.RequestAnswer.reason",
         "matching.RequestMessage.text", "matching.RequestMessage.file",
         "matching.RequestMessage.file_name", "matching.RequestMove.note",
         "matching.ShortlistEntry.note", "matching.ShortlistEntry.words",
         "matching.PooledShare.reason"),
        Text("membicarakan permintaan sampai dipesan", "talk a request through to an "
             "order"),
        CONTRACT, _WHILE_RECORD,
        Text("pembeli, usaha yang menjawab, petugas",
             "the buyer, the business that answers, officers"),
    ),
    PersonalKind(
        "due_diligence",
        Text("Uji tuntas pembeli: laporan, nama yang mirip, keputusan",
             "Due diligence of buyers: reports, like names, decisions"),
        ("matching.BuyerReport.asked_of", "matching.BuyerReport.said",
         "matching.DueDiligence.reason", "matching.NameHit.searched",
         "matching.NameHit.reason"),
        Text("melindungi usaha kecil dari penipuan dan gagal bayar",
             "keep small businesses from fraud and from not being paid"),
        TASK, Text("selama data pembeli ada", "while the record of the buyer is there"),
        Text("petugas, administrator", "officers, administrators"),
    ),
    PersonalKind(
        "listed_names",
        Text("Daftar sanksi PBB dan UE yang dimuat organisasi",
             "Sanctions lists of the UN and the EU that an organisation loaded"),
        ("matching.ListedName.name", "matching.ListedName.search_name"),
        Text("tidak mengirim kepada pihak yang dikenai sanksi",
             "not to ship to somebody under sanctions"),
        DUTY, Text("sampai daftar yang lebih baru dimuat", "until a newer list is "
                   "loaded"),
        Text("petugas, administrator", "officers, administrators"),
    ),
    PersonalKind(
        "meetings",
        Text("Catatan pertemuan dan penanggung jawab", "Notes of meetings and who does "
             "the next step"),
        ("meetings.Meeting.notes", "meetings.Meeting.next_step_owner",
         "meetings.Wish.reason"),
        Text("menindaklanjuti pertemuan", "follow a meeting up"),
        CONTRACT, _WHILE_RECORD,
        Text("yang bertemu, petugas", "those who met, officers"),
    ),
    PersonalKind(
        "deals",
        Text("Transaksi dan buktinya", "Deals and their proofs"),
        ("exports.DealRung.proof", "exports.DealRung.proof_file"),
        Text("membuktikan ekspor", "prove the export"),
        DUTY,
        Text("10 tahun sebagai dokumen perusahaan; tetap ada walau data Anda dihapus",
             "10 years as papers of the trade; they stay when you are erased"),
        Text("pihak transaksi, petugas, penyetuju", "the parties, officers, approvers"),
        10 * YEAR,
    ),
)  # fmt: skip
KINDS = {kind.code: kind for kind in TABLE}


def days_of(code: str) -> int:
    """The period after which retention acts on a kind."""
    days = KINDS[code].days
    if days is None:
        raise KeyError(code)
    return days


# Columns whose name sounds personal and that hold none, with the reason.
NOT_PERSONAL: dict[str, str] = {
    "registry.HarvestMonth.month_number": "a month of the year",
    "accounts.ApiToken.name": "what a program is called",
    "accounts.ApiToken.hint": "the last signs of a token",
    "registry.Product.name": "a thing",
    "matching.Buyer.registry_number": "of a company",
    "matching.SavedSearch.end_reason": "a word of a closed list",
    "registry.RawMaterial.name": "a thing",
    "registry.Group.name": "a public body of several businesses",
    "registry.Group.village": "place of a public body",
    "registry.ImportBatch.list_key": "what a list is called",
    "matching.BuyerRequest.named_place": "a port",
    "meetings.Event.name": "what a public event is called",
    "meetings.EventTable.name": "a table",
    "registry.PossibleDuplicate.reason": "the code of a rule",
    "registry.ProductIndexEntry.words": "words of published products",
    "registry.ProductIndexTotals.words": "a count",
    "requirements.RuleChangeSet.reason": "words on a rule of a market",
    "requirements.RuleChangeSet.decision_note": "words on a rule of a market",
    "requirements.RuleFlag.note": "words on a rule of a market",
    "validation.StepFigure.note": "a remark on a fee",
    "operations.Run.name": "what a job is called",
    "validation.LabReport.laboratory_name": "a laboratory",
    "validation.ValidationSheet.number": "of a sheet",
    "validation.LabReport.accreditation_number": "of a laboratory",
}
