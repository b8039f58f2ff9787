// Pages of the front office: queue, check-list, one more service, supplies.

#include "kiosk/samples/staff_samples.h"

namespace loket::screens::samples {

using namespace viewmodels;

Counter counter(const std::string& called) {
    return {.loket = "2",
            .waiting = 6,
            .called = called,
            .called_detail = "KTP-el, dipanggil 3 kali",
            .can_miss = true,
            .held = {},
            .hold_reasons = {"Mengambil fotokopi atau berkas", "Menjemput anggota keluarga", "Melengkapi formulir"},
            .desks = {{"PET", "Aktivasi: mengambil KTP-el"}, {"OP_REKAM", "Perekaman: direkam lebih dahulu"}, {"OP_PINDAH", "Operator pindah: urusan pindah datang"}}};
}

FrontOffice front_office(bool called) {
    FrontOffice view{.desk = desk("front_office", "Antrean pemohon", false), .waiting_priority = 1};
    view.desk.counter = counter(called ? "A-001" : "");
    for (int i = 1; i <= 6; ++i)
        view.waiting.push_back({.number = i == 1 ? "P-001" : "C-00" + std::to_string(i),
                                .service = i == 3 ? "Surat Keterangan Pindah Luar Negeri (SKPLN)" : "KTP-el",
                                .lane = i == 1   ? "Prioritas"
                                        : i == 2 ? "Kembali"
                                                 : "Biasa",
                                .since = "09.1" + std::to_string(i) + " (" + std::to_string(80 - i) + " mnt)",
                                .estimate = "± " + std::to_string(10 * i) + " mnt",
                                .tone = i == 1 ? Tone::Warning : Tone::Info});
    view.held = {{.number = "A-009", .service = "KTP-el", .lane = "Mengambil fotokopi atau berkas", .since = "09.20 (12 mnt)"}};
    view.missed = {{.number = "B-001", .service = "Kartu Keluarga", .lane = "Boleh mengantre sekali lagi", .since = "08.02 (90 mnt)"},
                   {.number = "B-002", .service = "Kartu Keluarga", .lane = "Dua kali tidak hadir: ambil nomor baru", .since = "08.04 (88 mnt)"}};
    view.standing = {{"Kantor ini bekerja tanpa pusat · 10.799 peristiwa tersimpan di sini", Tone::Info},
                     {"Blangko KTP-el: sisa 42, rusak 3, batas 50", Tone::Warning},
                     {"Blangko KIA: sisa 488, rusak 0, batas 50", Tone::Good},
                     {"Pita warna: 82 %", Tone::Good}};
    return view;
}

std::vector<Compared> compared_rows() {
    std::vector<Compared> rows{{"Data yang benar", "PELAJAR/MAHASISWA", "KARYAWAN SWASTA", true}, {"Mengapa Anda mengurus KTP-el?", "Data saya berubah", "", false}};
    for (const auto& row : head().register_data) rows.push_back({row.label, "", row.value, false});
    return rows;
}

CheckFile check_file() {
    return {.head = head(),
            .items = items(true),
            .returns = {{"RATNA DEWI, S.SOS", "Foto kopi Kartu Keluarga tidak terbaca"}},
            .reasons = {"Ada persyaratan yang belum dibawa", "Data pada formulir berbeda dengan register",
                        "Identitas pemohon tidak sesuai"},
            .compared = compared_rows(),
            .can_complete = true,
            .can_incomplete = true,
            .complete_label = "Daftarkan dan cetak resi"};
}

namespace {

std::vector<State> check_states() {
    CheckFile busy = check_file();
    busy.can_add = true;
    busy.items.back().satisfied = false;
    busy.items.back().machine_state = "Belum direkam";
    CheckFile taken = check_file();
    taken.head.taken_by = "DEWI ANGGRAINI";
    taken.can_complete = taken.can_incomplete = false;
    CheckFile long_form = check_file();
    for (int i = 0; i < 16; ++i) long_form.compared.push_back({"Alamat lengkap: jalan, kampung, nomor rumah", "JL. NUSANTARA KM. 18 NO. 5, KAMPUNG MEKAR SARI", "", false});
    CheckFile fresh = check_file();
    fresh.items = items(false);
    fresh.returns.clear();
    fresh.can_complete = fresh.can_incomplete = false;
    CheckFile pictured = check_file();
    for (auto& item : pictured.items)
        if (item.mark != CheckFile::Item::Mark::ByMachine) item.pictured = true, item.picture = written_paper();
    pictured.items[2].picture = {};
    const Desk list = desk("check_file", "Periksa berkas");
    return {{"check-list", page(CheckFile{}, list)},
            {"check-fresh", page(fresh, list)},
            {"check-busy", page(busy, list)},
            {"check-rare", page(busy, list), {"section:applicant"}},
            {"check-taken", page(taken, list)},
            {"check-long", page(long_form, list), {"section:applicant"}},
            {"check-pictures", page(pictured, list)},
            {"check-picture-open", page(pictured, list), {"look:1"}},
            {"check-marked", page(check_file(), list)},
            {"check-applicant", page(check_file(), list), {"section:applicant"}},
            {"check-returns", page(check_file(), list), {"section:returns"}},
            {"check-incomplete", page(check_file(), list), {"incomplete", "incomplete.reason:1"}},
            {"check-cancel", page(check_file(), list), {"cancel"}}};
}

std::vector<State> queue_states() {
    FrontOffice nobody = front_office(false);
    nobody.waiting.clear();
    nobody.held.clear();
    nobody.desk.counter->waiting = nobody.waiting_priority = 0;
    FrontOffice refused = front_office(false);
    refused.desk.override_ = Override{.refusal = "Kuota layanan ini untuk hari ini sudah habis.",
                                      .officers = {{"ratna", "RATNA DEWI, S.SOS", "Kepala Seksi"}, {"iskandar", "ISKANDAR MUDA, M.SI", "Kepala Bidang"}},
                                      .selected = "ratna",
                                      .pin_length = 6,
                                      .can_allow = true};
    AddService add{.desk = desk("check_file", "Tambah layanan pada nomor A-001", false), .ticket = "A-001"};
    add.people = {{"2171015205900004", "YOSEPHINA MARIA RUMBIAK (1990)"}, {"2171015205900005", "BUDI SANTOSO (1988)"}};
    add.person = "2171015205900004";
    for (int i = 1; i <= 15; ++i) add.services.push_back({"S" + std::to_string(i), "Surat Keterangan Pindah Datang WNI nomor " + std::to_string(i)});
    AddService chosen = add;
    chosen.service = "S2";
    chosen.can_continue = true;
    Draw two_roles = [](ui::Ui& ui, const Words& words, const Chrome& frame, Intents& intents) {
        auto with = frame;
        with.officer->next_role = "Kepala Bidang (Plh)";
        screens::draw(ui, words, with, front_office(false), intents);
    };
    Draw noticed = [](ui::Ui& ui, const Words& words, const Chrome& frame, Intents& intents) {
        Chrome with = frame;
        with.notice =
            Notice{Tone::Warning, "Berkas ini sedang dikerjakan petugas lain. Pilih berkas yang lain."};
        screens::draw(ui, words, with, front_office(true), intents);
    };
    return {
            {"queue", page(front_office(false))}, {"queue-called", page(front_office(true))},
            {"queue-nobody", page(nobody)},       {"queue-notice", noticed}, {"queue-two-roles", two_roles},
            {"queue-held", page(front_office(false)), {"section:held"}},
            {"queue-missed", page(front_office(true)), {"section:missed"}},
            {"queue-hold", page(front_office(true)), {"hold", "hold.reason:0"}},
            {"queue-transfer", page(front_office(true)), {"transfer", "transfer.reason:1"}},
            {"queue-override", page(refused), {"override.reason:0"}},
            {"add-service", page(add)},           {"add-service-chosen", page(chosen)}};
}

StockPage stock() {
    StockPage view{.desk = desk("stock", "Persediaan dan tutup hari", false)};
    view.desk.tabs = {{"print", "Pencetakan", 3}, {"stock", "Persediaan", 0}};
    view.kinds = {{"KEP", "Blangko KTP-el", 42, 50, "masuk 0, dicetak 37, rusak 3", "Dihitung 41, menurut buku 42", Tone::Warning, true},
                  {"KIA", "Blangko KIA", 488, 50, "masuk 500, dicetak 12, rusak 0", "Belum dihitung hari ini", Tone::Good, true},
                  {"RIBBON", "Pita warna", 1, 2, "masuk 0, dipakai 2, rusak 1", "Dihitung 1, menurut buku 1", Tone::Warning, false},
                  {"KERTAS_A4", "Kertas A4", 2500, 0, "", "", Tone::Good, false}};
    view.may_receive = true;
    for (int i = 0; i < 25; ++i)
        view.spoiled.push_back({"23-11 09.1" + std::to_string(i % 10), "KEP0001" + std::to_string(10 + i), "BTN-261123-KTP-0007-H", "HENDRA GUNAWAN", i % 2 == 0 ? "Kartu macet" : "Chip tidak dapat ditulis: dicoba tiga kali"});
    view.day = {{"3 orang masih mengantre, dipanggil, atau ditahan", Tone::Warning},
                {"57 berkas terbuka di kantor ini, 9 menunggu pemohon", Tone::Info},
                {"2 berkas sedang dikerjakan dan belum selesai", Tone::Warning},
                {"Tidak ada berkas yang melewati janji selesai", Tone::Good},
                {"Blangko KTP-el: Dihitung 41, menurut buku 42", Tone::Warning},
                {"Blangko KIA: Belum dihitung hari ini", Tone::Bad}};
    view.may_close = true;
    return view;
}

CardCheck card_check() {
    CardCheck view{.desk = desk("card_check", "Baca dan periksa kartu", false), .verdict = "Kartu asli dan aktif", .advice = "Cocokkan foto dengan orangnya.", .tone = Tone::Good};
    view.desk.tabs = {{"activation", "Aktivasi", 3}, {"card_check", "Baca kartu", 0}};
    view.rows = {{"NIK", "2101055209900003"},
                 {"Nama", "SRI NURAINI BINTI ABDULLAH"},
                 {"Tempat, tanggal lahir", "TANJUNG UBAN, 12 September 1990"},
                 {"Jenis kelamin", "PEREMPUAN"},
                 {"Alamat", "KAMPUNG MEKAR SARI 002/005"},
                 {"Desa/kelurahan", "KIJANG KOTA"},
                 {"Kecamatan", "BINTAN TIMUR"},
                 {"Diterbitkan", "23 November 2026"},
                 {"Nomor blangko", "KEP000042"},
                 {"Ditandatangani oleh", "Kartu Loket (kunci uji)"}};
    view.photo = portrait();
    return view;
}

std::vector<State> card_check_states() {
    CardCheck none = card_check();
    none.verdict.clear();
    none.rows.clear();
    none.photo = {};
    CardCheck reading = none;
    reading.working = true;
    CardCheck failed = none;
    failed.notice = Notice{Tone::Warning, "Tidak ada kartu di pembaca. Letakkan kartu di pembaca."};
    CardCheck revoked = card_check();
    revoked.verdict = "Kartu sudah diganti dan tidak berlaku";
    revoked.advice = "Tarik kartu ini. Yang berlaku adalah kartu yang baru.";
    revoked.tone = Tone::Bad;
    revoked.can_end = true;
    CardCheck altered = none;
    altered.verdict = "Isi kartu diubah";
    altered.advice = "Jangan percaya isinya. Simpan kartu dan beri tahu Kasi.";
    altered.tone = Tone::Bad;
    return {{"card-check", page(card_check())}, {"card-check-waiting", page(none)}, {"card-check-reading", page(reading)},
            {"card-check-none", page(failed)},  {"card-check-revoked", page(revoked)}, {"card-check-altered", page(altered)}};
}

std::vector<State> stock_states() {
    StockPage chosen = stock();
    chosen.kind = "KEP";
    StockPage ribbon = stock();
    ribbon.kind = "RIBBON";
    ribbon.notice = Notice{Tone::Good, "2 Pita warna dicatat terpakai."};
    StockPage reading = stock();
    reading.spoiled_complete = false;
    StockPage none = stock();
    none.spoiled.clear();
    StockPage printing = stock();
    printing.working = true;
    return {{"stock", page(stock())},
            {"stock-kind", page(chosen), {"digit:5", "digit:0"}},
            {"stock-ribbon", page(ribbon)},
            {"stock-spoiled", page(reading), {"section:spoiled"}},
            {"stock-no-spoiled", page(none), {"section:spoiled"}},
            {"stock-day", page(stock()), {"section:day"}},
            {"stock-printing", page(printing), {"section:day"}},
            {"stock-close", page(stock()), {"section:day", "close_day"}}};
}

}  // namespace

std::vector<State> counter_states() {
    std::vector<State> all;
    for (auto* group : {queue_states, check_states, stock_states, card_check_states}) {
        auto made = group();
        all.insert(all.end(), made.begin(), made.end());
    }
    return all;
}

}  // namespace loket::screens::samples
