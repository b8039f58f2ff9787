#include "staff_samples.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "office_samples.h"
#include "staff_pictures.h"

namespace loket::screens::samples {

using namespace viewmodels;

FileHead head() {
    FileHead head{.case_id = "K1",
                  .number = "BTN-261123-KTP-0007-H",
                  .name = "YOSEPHINA MARIA RUMBIAK",
                  .nik = "2171015205900004",
                  .service = "KTP-el",
                  .reason = "KTP-el saya hilang"};
    head.register_data = {{"Nomor KK", "2171011203150002"},
                          {"Tempat, tanggal lahir", "TANJUNGPINANG, 12-05-1990"},
                          {"Jenis kelamin", "PEREMPUAN"},
                          {"Alamat", "JL. WIRATNO GG. PUTRI AYU NO. 12 RT 001/RW 002"},
                          {"Kelurahan, kecamatan", "TANJUNGPINANG TIMUR, BUKIT BESTARI"},
                          {"Agama", "KATHOLIK"},
                          {"Status perkawinan", "BELUM KAWIN"},
                          {"Pekerjaan", "KARYAWAN SWASTA"}};
    head.timer = {"3. Periksa kelengkapan, registrasi, beri Resi Bukti Pengurusan", 4, 10};
    return head;
}

std::vector<CheckFile::Item> items(bool marked) {
    using Mark = CheckFile::Item::Mark;
    return {{.no = 1,
             .text = "Formulir pendaftaran peristiwa kependudukan",
             .form = "F-1.02",
             .why = "Selalu diperlukan",
             .mark = marked ? Mark::Present : Mark::Open},
            {.no = 4,
             .text = "Laporan kehilangan dari kepolisian",
             .why = "Karena KTP-el Anda hilang",
             .note = marked ? "Tanpa cap" : "",
             .mark = marked ? Mark::Missing : Mark::Open},
            {.no = 5,
             .text = "Fotokopi Kartu Keluarga terbaru yang sah",
             .why = "Selalu diperlukan",
             .mark = Mark::Open},
            {.no = 6,
             .text = "Perekaman sidik jari, iris, foto dan tanda tangan",
             .why = "Selalu diperlukan; dapat dilakukan hari ini di loket perekaman",
             .mark = Mark::ByMachine,
             .satisfied = marked,
             .machine_state = marked ? "Sudah direkam" : "Belum direkam"}};
}

namespace {

constexpr std::pair<const char*, const char*> kFingers[] = {
    {"2", "Telunjuk kanan"}, {"3", "Jari tengah kanan"}, {"4", "Jari manis kanan"}, {"5", "Kelingking kanan"},
    {"7", "Telunjuk kiri"},  {"8", "Jari tengah kiri"},  {"9", "Jari manis kiri"},  {"10", "Kelingking kiri"},
    {"1", "Jempol kanan"},   {"6", "Jempol kiri"}};

std::vector<Recording::Slot> slots(Recording::Stage stage, bool tried) {
    using S = Recording::SlotState;
    std::vector<Recording::Slot> all{{.id = "photo", .label = "Foto wajah", .threshold = 60},
                                     {.id = "signature", .label = "Tanda tangan", .threshold = 50}};
    for (const auto& [code, label] : kFingers)
        all.push_back({.id = std::string("finger:") + code,
                       .label = label,
                       .finger = std::stoi(code),
                       .threshold = 40});
    all.push_back({.id = "iris:1", .label = "Iris kanan", .threshold = 50});
    all.push_back({.id = "iris:2", .label = "Iris kiri", .threshold = 50});
    static constexpr int kFirst[] = {0, 1, 2, 6, 10, 12, 14, 14, 14};
    const int from = kFirst[static_cast<int>(stage)], to = kFirst[static_cast<int>(stage) + 1];
    for (int i = 0; i < 14; ++i) {
        auto& slot = all[static_cast<std::size_t>(i)];
        const bool now = i >= from && i < to, done = i < from || (now && tried);
        slot.state = done ? (i % 5 == 4 && now ? S::Poor : S::Good) : now ? S::Now : S::Waiting;
        if (i == 5 && done) slot.state = S::Excused;
        slot.word = slot.state == S::Good      ? "Baik"
                    : slot.state == S::Poor    ? "Ulangi"
                    : slot.state == S::Excused ? "Terluka"
                    : slot.state == S::Now     ? "Sekarang"
                                               : "Menunggu";
        if (done && slot.state != S::Excused) slot.quality = slot.state == S::Poor ? 31 : 62 + i * 2;
        if (now && tried) slot.picture = i >= 12 ? iris(i) : ridges(i);
    }
    return all;
}

}  // namespace

Chrome chrome(const std::string& language) {
    return {.office = "Anjungan Layanan Loket",
            .place = "Disdukcapil Kabupaten Bintan",
            .date = "Sen 23 Nov 2026",
            .time = "10.24 WIB",
            .language = language,
            .simulated = true,
            .officer = Officer{"ratna", "RATNA DEWI, S.SOS", "Kepala Seksi"},
            .notice = std::nullopt,
            .officer_called = {}};
}

Desk desk(const std::string& tab, const std::string& title, bool with_files) {
    Desk desk{.title = title, .empty_text = "Tidak ada berkas yang menunggu di meja ini.", .tab = tab};
    desk.tabs = {
        {"front_office", "Antrean", 6}, {"check_file", "Periksa berkas", 4}, {"hand_over", "Penyerahan", 12}};
    if (std::none_of(desk.tabs.begin(), desk.tabs.end(), [&](const auto& each) { return each.id == tab; }))
        desk.tabs = {{tab, title, 14}};
    if (!with_files) return desk;
    const char* names[] = {"YOSEPHINA MARIA RUMBIAK", "BUDI SANTOSO", "MADE WIRAWAN",
                           "SITI NURHALIZA",          "AGUS SALIM",   "DEWI LESTARI",
                           "RAHMAT HIDAYAT"};
    for (int i = 0; i < 14; ++i) {
        const std::string number =
            "BTN-261123-KTP-00" + std::string(i < 10 ? "0" : "") + std::to_string(i) + "-H";
        const bool late = i == 2, back = i == 4;
        desk.items.push_back({.id = "K" + std::to_string(i + 1),
                              .number = number,
                              .name = names[i % 7],
                              .service = "KTP-el",
                              .since = "23-11 09.1" + std::to_string(i % 10),
                              .promised = "26-11-2026",
                              .state = late   ? "Terlambat"
                                       : back ? "Dikembalikan"
                                              : "Menunggu",
                              .tone = late   ? Tone::Bad
                                      : back ? Tone::Warning
                                             : Tone::Info});
    }
    return desk;
}

Verify verify() {
    Verify view{.desk = desk("verify", "Verifikasi berkas"),
                .file = head(),
                .papers = items(true),
                .record_state = "Sudah direkam, belum dicetak",
                .photo = portrait(),
                .signature = signature(),
                .reasons = {"Data berbeda dengan register", "Persyaratan tidak jelas", "Persyaratan kurang",
                            "Perekaman perlu diulang"},
                .begun = true,
                .may_decide = true};
    view.desk.selected = "K1";
    view.place = "2 dari 14";
    view.has_previous = view.has_next = true;
    view.filters = {{"S02", "KTP-el"}, {"S01", "Kartu Keluarga"}, {"S04", "Keterangan Pindah"}};
    view.set_aside = 2;
    for (int i = 0; i < 10; ++i)
        view.fingers.push_back({kFingers[i].second, i == 3 ? 0 : 48 + 5 * i, i == 3 ? "Terluka" : "",
                                i == 3 ? Picture{} : ridges(i), 55});
    view.fingers.push_back({"Iris kanan", 74, "", iris(1), 50});
    view.fingers.push_back({"Iris kiri", 69, "", iris(2), 50});
    view.history = {
        {"23-11 09.04", "RINA MARLINA", "1. Menyerahkan berkas permohonan · 2/5'", Tone::Good},
        {"23-11 09.09", "RINA MARLINA", "2. Penerimaan berkas oleh front office · 5/5'", Tone::Good},
        {"23-11 09.31", "RINA MARLINA",
         "3. Periksa kelengkapan, registrasi, beri Resi Bukti Pengurusan · 14/10'", Tone::Warning},
        {"23-11 09.58", "RATNA DEWI, S.SOS", "Dikembalikan: foto kopi Kartu Keluarga tidak terbaca",
         Tone::Bad}};
    return view;
}

Recording recording(Recording::Stage stage) {
    using Stage = Recording::Stage;
    const int index = static_cast<int>(stage);
    const bool tried = stage == Stage::RightFour || stage == Stage::Irises || stage == Stage::Thumbs;
    Recording view{
        .head = head(),
        .stage = stage,
        .stepper = {{"Foto", "Tanda tangan", "Tangan kanan", "Tangan kiri", "Jempol", "Iris", "Cocokkan", "Periksa"},
                    index},
        .title = "Empat jari tangan kanan",
        .instruction = "Letakkan empat jari tangan kanan rata di kaca pemindai, tekan perlahan.",
        .hints = {{"finger.press_harder", "Tekan sedikit lebih kuat."}, {"finger.dry", "Jari terlalu kering. Usap dengan tisu basah."}},
        .slots = slots(stage, tried),
        .can_capture = true,
        .tries_left = tried ? 2 : 3,
        .excuse_reasons = {{"AMPUTASI", "Tidak ada (amputasi)"},
                           {"LUKA", "Terluka"},
                           {"AUS", "Aus karena pekerjaan"},
                           {"CACAT", "Cacat bawaan"},
                           {"LAINNYA", "Lainnya"}},
        .device = "Pemindai sidik jari (simulasi)"};
    static constexpr int kFirst[] = {0, 1, 2, 6, 10, 12, 14, 14, 14};
    for (int i = kFirst[index]; i < kFirst[index + 1]; ++i)
        view.stage_slots.push_back(view.slots[static_cast<std::size_t>(i)].id);
    if (stage == Stage::Verify) {
        view.stage_slots = {"finger:2", "finger:7"};
        view.slots[2].state = Recording::SlotState::Now;
        view.slots[2].word = "Sekarang";
        view.slots[6].state = Recording::SlotState::Good;
        view.slots[6].word = "Cocok";
        view.slots[2].quality = view.slots[6].quality = 0;
        view.hints = {{"finger.clean_glass", "Lap kaca dan jari sampai bersih."}};
    }
    if (tried) view.preview = ridges(4);
    if (stage == Stage::Photo || stage == Stage::Review) view.preview = portrait();
    if (stage == Stage::Signature || stage == Stage::Review) view.ink = ink();
    if (stage != Stage::Review) return view;
    view.review = view.head.register_data;
    view.review.insert(view.review.begin(), {{"NIK", view.head.nik}, {"Nama", view.head.name}});
    view.instruction = "Bacakan data kepada pemohon dan minta persetujuannya.";
    view.can_sign = view.can_approve = true;
    view.can_capture = false;
    return view;
}

PrintDesk print_desk() {
    PrintDesk view{.desk = desk("print", "Cetak KTP-el"),
                   .file = head(),
                   .gate = "Siap cetak",
                   .gate_tone = Tone::Good,
                   .front = card(true),
                   .back = card(false),
                   .begun = true,
                   .can_print = true,
                   .spoil_reasons = {"Kartu macet", "Cetakan kotor", "Chip tidak terbaca", "Blangko hilang"}};
    view.desk.selected = "K1";
    view.supplies = {{"Blangko KTP-el", 82, "164 tersisa, 3 rusak", Tone::Good},
                     {"Pita warna", 8, "20 lembar", Tone::Warning},
                     {"Film laminasi", 0, "", Tone::Bad}};
    view.stages = {{"Ambil nomor blangko", "B00 123 457"},
                   {"Cetak kedua muka", "Menunggu"},
                   {"Tulis chip", "Menunggu"},
                   {"Baca ulang", "Menunggu"}};
    return view;
}

Activation activation() {
    Activation view{
        .desk = desk("activation", "Aktivasi KTP-el"),
        .file = head(),
        .card_state = "Belum aktif",
        .tries_left = 2,
        .begun = true,
        .can_compare = true,
        .can_refuse = true,
        .finger_label = "Telunjuk kanan",
        .fingers = {{"2", "Telunjuk kanan"}, {"7", "Telunjuk kiri"}},
        .live = ridges(1),
        .reasons = {"Bukan pemilik kartu", "Jari aus, tidak dapat dibaca", "Pemohon akan datang kembali"}};
    view.desk.selected = "K1";
    view.desk.counter = counter("");
    return view;
}

HandOver hand_over() {
    HandOver view{.desk = desk("hand_over", "Penyerahan KTP-el"), .file = head(), .begun = true};
    view.desk.selected = "K1";
    return view;
}

namespace {

std::vector<State> verify_states() {
    Verify list = verify();
    list.file.reset();
    Verify letter = verify();
    letter.record_state.clear();
    letter.fingers.clear();
    letter.signs = true;
    letter.documents = {{"Surat Keterangan Pindah WNI", "SKPWNI/2101/23112026/0001 · sudah dicetak"}, {"Biodata Penduduk", "BIODATA/2101/23112026/0001 · sudah dicetak"}};
    letter.answers = {{"Anda pindah ke mana?", "Kabupaten/kota lain di Kepulauan Riau"},
                      {"Apa alasan pindah?", "Pekerjaan"},
                      {"Pilih semua yang pindah", "YOSEPHINA MARIA RUMBIAK, BUDI SANTOSO, MADE WIRAWAN"},
                      {"Alamat lengkap: jalan, kampung, nomor rumah", "JL. NUSANTARA KM. 18 NO. 5, KAMPUNG MEKAR SARI"},
                      {"Kapan rencana pindah?", "30-11-2026"}};
    Verify fresh = verify();
    fresh.begun = false;
    Verify barred = verify();
    barred.may_decide = false;
    barred.refusal = "Anda sendiri yang merekam pemohon ini. Petugas lain harus memverifikasi.";
    Verify bare = verify();
    bare.fingers.clear();
    bare.photo = bare.signature = {};
    bare.history.clear();
    letter.changes = {{"YOSEPHINA MARIA RUMBIAK", "Alamat", "JL. WIRATNO GG. PUTRI AYU NO. 12 RT 001/RW 002", "JL. NUSANTARA KM. 18 NO. 5 RT 003/RW 001"},
                      {"YOSEPHINA MARIA RUMBIAK", "Nomor KK", "2171011203150002", "2101061511260004"},
                      {"MADE WIRAWAN", "Keadaan", "Hidup, penduduk di sini", "Pindah"}};
    letter.changes_note = "Nomor baru dari pusat diminta setelah berkas selesai.";
    Verify short_letter = letter;
    short_letter.changes.resize(1);
    short_letter.changes_note.clear();
    short_letter.answers.resize(2);
    short_letter.documents.resize(1);
    Verify together = verify();
    together.file.reset();
    together.together = Listing{.title = "Berkas yang sudah dibaca", .empty_text = "", .columns = {"Nomor resi", "Nama", "Layanan", "Janji"}};
    for (int i = 0; i < 3; ++i) together.together->lines.push_back({{"BTN-261123-KTP-000" + std::to_string(i) + "-H", "SITI NURHALIZA", "Kartu Keluarga", "26-11-2026"}});
    together.together_signs = true;
    Verify pin = together;
    pin.pin = PinAsk{"Pastikan dengan PIN Anda", "3 berkas yang sudah Anda baca akan ditandatangani.", 4, false, Notice{Tone::Bad, "PIN salah. Coba lagi."}};
    Verify decided = verify();
    decided.file.reset();
    decided.decisions = Listing{.title = "Keputusan saya", .empty_text = "Belum ada keputusan dalam waktu ini.", .columns = {"Waktu", "Berkas", "Keputusan", "Alasan"}};
    decided.decisions->lines = {{{"23-11 10.02", "A-001", "Diparaf", ""}}, {{"23-11 09.58", "A-004", "Dikembalikan", "Berkas tidak terbaca"}}};
    Verify nothing = decided;
    nothing.decisions->lines.clear();
    return {{"verify-together", page(together)},
            {"verify-pin", page(pin)},
            {"verify-decisions", page(decided)},
            {"verify-decisions-none", page(nothing)},
            {"verify-short-letter", page(short_letter)},
            {"verify-changes", page(letter), {"section:changes"}},
            {"verify-list", page(list)},
            {"verify-file", page(verify())},
            {"verify-letter", page(letter)},
            {"verify-papers", page(verify()), {"section:papers"}},
            {"verify-recording", page(verify()), {"section:recording"}},
            {"verify-history", page(verify()), {"section:history"}},
            {"verify-fresh", page(fresh)},
            {"verify-barred", page(barred)},
            {"verify-bare", page(bare)},
            {"verify-return", page(verify()), {"return", "return.reason:0"}}};
}

std::vector<State> recording_states() {
    using Stage = Recording::Stage;
    const Desk list = desk("recording", "Perekaman");
    std::vector<State> all{{"recording-list", page(Recording{}, list)}, {"recording-early", page(Recording{}, list), {"early.open", "digit:2"}}};
    const char* names[] = {"photo", "signature", "right", "left", "thumbs", "irises", "verify", "review"};
    for (int i = 0; i < 8; ++i)
        all.push_back({std::string("recording-") + names[i], page(recording(static_cast<Stage>(i)), list)});
    Recording live = recording(Stage::Photo);
    live.capturing = true;
    live.can_capture = false;
    live.title = "Foto wajah";
    live.instruction = "Duduk tegak, pandang kamera, jangan tersenyum.";
    all.push_back({"recording-photo-live", page(live, list)});
    Recording best = recording(Stage::RightFour);
    best.can_capture = false;
    best.can_continue = true;
    best.tries_left = 0;
    best.notice = Notice{Tone::Warning, "Percobaan habis. Hasil terbaik akan disimpan."};
    all.push_back({"recording-best", page(best, list)});
    all.push_back({"recording-excuse", page(recording(Stage::LeftFour), list), {"excuse.open:finger:7"}});
    Recording approved = recording(Stage::Photo);
    approved.can_continue = true;
    approved.hints.clear();
    all.push_back({"recording-photo-shown", page(approved, list)});
    Recording mirror = live;
    mirror.facing = true;
    mirror.hints = {{"face.look_here", "Lihat lurus ke kamera."}};
    all.push_back({"recording-facing-live", page(mirror, list)});
    Recording chosen = approved;
    chosen.facing = true;
    all.push_back({"recording-facing-photo", page(chosen, list)});
    for (int i = 1; i < 7; ++i) {
        Recording facing = recording(static_cast<Stage>(i));
        facing.facing = true;
        facing.notice = i == 4 ? std::optional(Notice{Tone::Warning, "Jari ini sudah direkam sebagai Telunjuk kanan. Letakkan Jempol kiri, lalu ulangi."}) : std::nullopt;
        all.push_back({std::string("recording-facing-") + names[i], page(facing, list)});
    }
    Recording evidence = recording(Stage::LeftFour);
    evidence.exception = Recording::Exception{"Kelingking kiri", "Luka atau diperban", true};
    evidence.title = "Gambar bukti";
    evidence.instruction = "Arahkan kamera ke tangan atau wajah yang dikecualikan.";
    evidence.hints.clear();
    evidence.preview = portrait();
    all.push_back({"recording-evidence", page(evidence, list)});
    evidence.exception->taken = false;
    evidence.preview = {};
    all.push_back({"recording-evidence-again", page(evidence, list)});
    evidence.capturing = true;
    evidence.hints = {{"face.look_here", "Lihat lurus ke kamera."}};
    all.push_back({"recording-evidence-live", page(evidence, list)});
    Recording unsigned_review = recording(Stage::Review);
    unsigned_review.can_approve = false;
    unsigned_review.ink.clear();
    all.push_back({"recording-unsigned", page(unsigned_review, list)});
    all.push_back({"recording-qualities", page(recording(Stage::Review), list), {"section:recording"}});
    return all;
}

std::vector<State> print_states() {
    PrintDesk list = print_desk();
    list.file.reset();
    PrintDesk working = print_desk();
    working.working = true;
    working.can_print = false;
    working.progress = 40;
    PrintDesk ask = print_desk();
    ask.ask_outcome = true;
    ask.can_print = false;
    PrintDesk shut = print_desk();
    shut.gate = "Menunggu pusat: data ganda sedang diperiksa";
    shut.gate_tone = Tone::Warning;
    shut.front = shut.back = {};
    shut.can_print = false;
    return {{"print-list", page(list)},
            {"print-ready", page(print_desk())},
            {"print-printer", page(print_desk()), {"section:printer"}},
            {"print-working", page(working), {"section:printer"}},
            {"print-ask", page(ask)},
            {"print-shut", page(shut)},
            {"print-spoiled", page(print_desk()), {"spoiled"}}};
}

std::vector<State> activation_states() {
    Activation list = activation();
    list.file.reset();
    Activation called = list;
    called.desk.counter = counter("C-004");
    Activation back = list;
    back.desk.counter->held = {"A-009"};
    Activation taken = activation();
    taken.begun = false;
    taken.file->taken_by = "dewi";
    Activation working = activation();
    working.working = true;
    working.can_compare = working.can_refuse = false;
    working.hints = {{"finger.press_harder", "Tekan sedikit lebih kuat."}};
    Activation failed = activation();
    failed.notice = Notice{Tone::Bad, "Jari tidak cocok dengan kartu. Coba jari yang lain."};
    failed.hints = {{"finger.clean_glass", "Lap kaca dan jari sampai bersih."}};
    Activation done = activation();
    done.matched = done.active = done.can_complete = true;
    done.card_state = "Aktif";
    done.notice = Notice{Tone::Good, "Jari cocok."};
    Activation unread = activation();
    unread.fingers.clear();
    unread.live = {};
    Activation bare = unread;
    bare.without_fingers = true;
    bare.excuse_reasons = {{"AMPUTASI", "Tidak ada (amputasi)"}, {"LUKA", "Luka atau diperban"}, {"AUS", "Sidik jari aus"}, {"CACAT", "Cacat"}, {"LAINNYA", "Sebab lain"}};
    Activation eyes = bare;
    eyes.eyes = {{"1", "Iris kanan"}, {"2", "Iris kiri"}};
    eyes.finger_label = "Iris kanan";
    Activation seen = bare;
    seen.officers = Activation::Officers{"Tidak ada (amputasi)", portrait()};
    Activation unseen = bare;
    unseen.officers = Activation::Officers{"Tidak ada (amputasi)", {}};
    Activation second = seen;
    second.second = SignIn{.title = "Petugas kedua: lihat pemohon dan kartunya", .confirm = "Aktifkan kartu"};
    second.second->officers = {{"yusuf", "YUSUF HABIBI", "Petugas"}, {"rina", "RINA MARLINA", "Front Office"}, {"wulan", "WULAN SARI", "Operator rekam"}};
    second.second->selected = "rina";
    second.second->pin_length = 6;
    second.second->can_continue = true;
    return {{"activation-list", page(list)},          {"activation-called", page(called)},
            {"activation-back", page(back)},          {"activation-taken", page(taken)},
            {"activation-take-over", page(taken), {"take_over", "take_over.reason:0"}},
            {"activation-bare", page(bare)},          {"activation-eyes", page(eyes)},
            {"activation-why", page(bare), {"officers.open"}},
            {"activation-seen", page(seen)},          {"activation-unseen", page(unseen)},
            {"activation-second", page(second)},
            {"activation-ready", page(activation())}, {"activation-working", page(working)},
            {"activation-failed", page(failed)},      {"activation-done", page(done)},
            {"activation-unread", page(unread)},      {"activation-refuse", page(activation()), {"refuse"}}};
}

std::vector<State> hand_over_states() {
    HandOver list = hand_over();
    list.file.reset();
    HandOver fresh = hand_over();
    fresh.begun = false;
    HandOver wrong = hand_over();
    wrong.notice = Notice{Tone::Bad, "Resi ini milik permohonan lain. Minta resi yang benar."};
    HandOver lost = hand_over();
    lost.lost = true;
    lost.facts = {{"nama_ibu", "Nama ibu", "MARIA WENDA", true}, {"tanggal_lahir", "Tanggal lahir", "12-05-1990", true}, {"alamat", "Alamat", "JL. WIRATNO GG. PUTRI AYU NO. 12 RT 001/RW 002", false}, {"nomor_kk", "Nomor KK", "2171011203150002", false}};
    HandOver stated = lost;
    stated.facts[2].known = stated.statement_printed = stated.can_accept = true;
    HandOver fits = hand_over();
    fits.resi_ok = fits.can_hand_over = true;
    HandOver sign = hand_over();
    sign.at_signature = sign.resi_ok = true;
    HandOver signing = sign;
    signing.signing = true;
    HandOver signed_off = sign;
    signed_off.signed_ = signed_off.can_complete = true;
    signed_off.ink = ink();
    return {{"hand-over-list", page(list)},         {"hand-over-fresh", page(fresh)},
            {"hand-over-check", page(hand_over())}, {"hand-over-wrong", page(wrong)},
            {"hand-over-lost", page(lost)},         {"hand-over-stated", page(stated)},
            {"hand-over-fits", page(fits)},         {"hand-over-sign", page(sign)},
            {"hand-over-signing", page(signing)},   {"hand-over-signed", page(signed_off)}};
}

std::vector<State> other_states() {
    Work list{.desk = desk("work", "Berkas"), .file = std::nullopt};
    list.openable = {{"P01", "Laporan Perkembangan Kependudukan"}, {"P03", "Pemantauan Kinerja ADB dan Operator SIAK"}};
    Work file = list;
    file.file = head();
    file.desk.selected = "K1";
    Work begun = file;
    begun.begun = begun.can_complete = true;
    Work printing = begun;
    printing.kind = "print_paper";
    printing.can_print = true;
    printing.can_complete = false;
    printing.papers = {{"Surat Keterangan Pindah WNI", "belum dicetak"}, {"Biodata Penduduk", "BIODATA/2101/23112026/0001 · sudah dicetak"}};
    printing.notice = Notice{Tone::Bad, "Printer kehabisan kertas. Isi kertas, lalu cetak lagi."};
    ResiPage resi{
        .resi = "BTN-261123-KTP-0007-H", .promised = "26 November 2026", .service = "KTP-el", .slip = slip()};
    ResiPage record = resi;
    record.needs_recording = true;
    record.slip = {};
    record.notice = Notice{Tone::Warning, "Pencetak resi kehabisan kertas. Isi kertas, lalu cetak ulang."};
    const Desk checks = desk("check_file", "Resi");
    return {{"resi", page(resi, checks)},         {"resi-record", page(record, checks)},
            {"work-list", page(list)},            {"work-file", page(file)},
            {"work-begun", page(begun)},          {"work-printing", page(printing)}};
}

}  // namespace

const std::vector<State>& states() {
    static const std::vector<State> kAll = [] {
        std::vector<State> all;
        for (auto* group : {other_states, counter_states, verify_states, recording_states, print_states,
                            activation_states, hand_over_states, office_states, officers_states}) {
            auto made = group();
            all.insert(all.end(), made.begin(), made.end());
        }
        return all;
    }();
    return kAll;
}

const State& state(const std::string& name) {
    const auto found =
        std::find_if(states().begin(), states().end(), [&](const State& each) { return each.name == name; });
    if (found == states().end()) FAIL("no such state: " << name);
    return *found;
}

}  // namespace loket::screens::samples
