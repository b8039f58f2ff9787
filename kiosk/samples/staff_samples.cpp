#include "kiosk/samples/staff_samples.h"

#include <algorithm>

#include <fmt/format.h>

#include "kiosk/samples/office_samples.h"
#include "kiosk/samples/staff_pictures.h"

namespace loket::screens::samples {

using namespace viewmodels;

FileHead head(const std::string& step, int standard) {
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
    head.timer = {step, 4, standard};
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
        const bool late = i == 0, back = i == 4;
        const std::string day = late ? "18" : "23", number = fmt::format("BTN-2611{}-KTP-{:04}-H", day, late ? 31 : i + 6);
        desk.items.push_back({.id = "K" + std::to_string(i),
                              .number = number,
                              .name = names[(i + 6) % 7],
                              .service = "KTP-el",
                              .since = fmt::format("{}-11 09.1{}", day, i % 10),
                              .promised = late ? "20-11-2026" : "26-11-2026",
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
                .file = head("5. Verifikasi dan paraf Kepala Seksi", 30),
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
    Verify pictured = verify();
    for (auto& item : pictured.papers)
        if (item.mark != CheckFile::Item::Mark::ByMachine) item.pictured = true, item.picture = written_paper();
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
    Verify alike = verify();
    alike.born = "TANJUNG PINANG, 14 Mei 1991";
    alike.alike = {{"2101061405910007", "YOSEPINA M. RUMBIAK", "TANJUNG PINANG, 14 Mei 1991", "4 jari, nama dan tanggal lahir mirip", portrait(), true},
                   {"2171014203880011", "DEWI ANGGRAINI", "KIJANG, 2 Maret 1988", "2 jari mirip", {}, false}};
    alike.verdict = "Sidik jari mirip. Bandingkan wajah dan data, lalu putuskan.";
    alike.may_judge = true;
    alike.verdicts = {{"two", "Wajah dan data jelas orang lain"}, {"two", "Saudara kembar atau keluarga"}, {"one", "Orang yang sama memakai dua NIK"}, {"one", "Pusat menyatakan rekaman ganda"}};
    Verify judged = alike;
    judged.alike.resize(1);
    judged.verdict = "Diputuskan: orang yang sama dengan NIK lain. Kartu tidak dicetak.";
    judged.verdict_tone = Tone::Bad;
    return {{"verify-alike", page(alike)},
            {"verify-alike-judged", page(judged)},
            {"verify-together", page(together)},
            {"verify-pin", page(pin)},
            {"verify-decisions", page(decided)},
            {"verify-decisions-none", page(nothing)},
            {"verify-short-letter", page(short_letter)},
            {"verify-changes", page(letter), {"section:changes"}},
            {"verify-list", page(list)},
            {"verify-file", page(verify())},
            {"verify-letter", page(letter)},
            {"verify-papers", page(verify()), {"section:papers"}},
            {"verify-pictures", page(pictured)},
            {"verify-pictures-part", page(pictured), {"section:papers"}},
            {"verify-picture-open", page(pictured), {"section:papers", "look:1"}},
            {"verify-recording", page(verify()), {"section:recording"}},
            {"verify-history", page(verify()), {"section:history"}},
            {"verify-fresh", page(fresh)},
            {"verify-barred", page(barred)},
            {"verify-bare", page(bare)},
            {"verify-return", page(verify()), {"return", "return.reason:0"}}};
}

std::vector<State> recording_states() {
    using Stage = Recording::Stage;
    Desk list = desk("recording", "Perekaman");
    Desk called = list;
    called.counter = counter("A-017");
    std::vector<State> all{{"recording-list", page(Recording{}, list)}, {"recording-early", page(Recording{}, list), {"early.open", "digit:2"}}, {"recording-called", page(Recording{}, called)}, {"recording-hold", page(Recording{}, called), {"hold"}}};
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
    ResiPage no_calendar = resi;
    no_calendar.notice = Notice{Tone::Warning, "Janji dihitung tanpa kalender libur 2027: hanya Sabtu dan Minggu yang dilewati"};
    Work by_hand = list;
    by_hand.openable.push_back({"numbers", "Nomor dari pusat"});
    const Desk checks = desk("check_file", "Resi");
    return {{"resi", page(resi, checks)},         {"resi-record", page(record, checks)},
            {"resi-no-calendar", page(no_calendar, checks)},
            {"work-list", page(list)},            {"work-file", page(file)},
            {"work-numbers", page(by_hand)},
            {"work-begun", page(begun)},          {"work-printing", page(printing)}};
}

}  // namespace

const std::vector<State>& states() {
    static const std::vector<State> kAll = [] {
        std::vector<State> all;
        for (auto* group : {other_states, counter_states, verify_states, recording_states, card_states, office_states, officers_states}) {
            auto made = group();
            all.insert(all.end(), made.begin(), made.end());
        }
        return all;
    }();
    return kAll;
}

const State& state(const std::string& name) {
    static const State kNone{"no such state", [](ui::Ui&, const Words&, const viewmodels::Chrome&, viewmodels::Intents&) {}};
    const auto found = std::ranges::find(states(), name, &State::name);
    return found == states().end() ? kNone : *found;
}

}  // namespace loket::screens::samples
