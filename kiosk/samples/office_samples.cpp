#include "kiosk/samples/office_samples.h"

namespace loket::screens::samples {

using namespace viewmodels;

Dashboard dashboard() {
    Dashboard view{.desk = desk("dashboard", "Keadaan kantor", false), .as_of = "Angka per 10.24 WIB"};
    view.desk.tabs = {{"verify", "Verifikasi", 3}, {"dashboard", "Pimpinan", 0}, {"delegation", "Pelimpahan", 0}};
    view.tiles = {{"waiting", "Menunggu sekarang", "14", "Terlama 42 menit", Tone::Warning},
                  {"served", "Selesai diserahkan", "1.207", "1.344 berkas masuk", Tone::Info},
                  {"late", "Terlambat", "3", "Paling lama 2 hari", Tone::Bad},
                  {"soon", "Hampir terlambat", "5", "Sisa 1 hari kerja", Tone::Warning},
                  {"open", "Sedang dikerjakan", "137", "12 menunggu pihak lain", Tone::Info},
                  {"complaints", "Pengaduan terbuka", "2", "1 lewat batas", Tone::Bad}};
    view.service = "KTP-el";
    const std::pair<const char*, std::pair<double, int>> steps[] = {
        {"1. Pemohon", {3.5, 5}}, {"2. Front Office", {4, 5}},      {"3. Front Office", {14.5, 10}},    {"4. Petugas Pelayanan", {2, 5}},       {"5. Kepala Seksi", {9, 15}},
        {"6. Kepala Bidang", {11, 15}}, {"7. Operator Pencetakan", {38, 60}}, {"8. Petugas Pelayanan", {2, 3}}, {"9. Front Office", {4.1, 5}}, {"10. Pemohon", {1, 5}}};
    for (const auto& [label, times] : steps)
        view.steps.push_back({.label = label, .value = times.first, .mark = static_cast<double>(times.second), .word = std::to_string(static_cast<int>(times.first)) + ",0 / " + std::to_string(times.second),
                              .tone = times.first > times.second ? Tone::Warning : Tone::Good});
    view.ikm = "IKM 91,48 · A (Sangat baik), 261 responden";
    for (const auto* unsur : {"U1 Persyaratan", "U2 Prosedur", "U3 Waktu", "U4 Biaya", "U5 Produk", "U6 Kompetensi", "U7 Perilaku", "U8 Pengaduan", "U9 Sarana"})
        view.unsur.push_back({.label = unsur, .value = 3.4 + 0.05 * static_cast<double>(view.unsur.size()), .word = "3,52", .tone = Tone::Good});
    view.unsur[2].value = 2.4;
    view.unsur[2].tone = Tone::Warning;
    view.stock = {{.label = "Blangko KTP-el", .value = 288, .mark = 12, .full = 288, .word = "288 lembar", .tone = Tone::Good},
                  {.label = "Blangko KIA", .value = 4, .mark = 9, .full = 100, .word = "4 lembar", .tone = Tone::Warning},
                  {.label = "Pita warna", .value = 20, .full = 100, .word = "20 %", .tone = Tone::Warning},
                  {.label = "Kertas resi", .value = 0, .full = 100, .word = "0 %", .tone = Tone::Bad}};
    view.devices = {{"Pemindai sidik jari", "Siap"}, {"Kamera iris", "Siap"}, {"Kamera foto", "Siap"}, {"Papan tanda tangan", "Siap"},
                    {"Pencetak kartu", "Perlu tindakan", Tone::Warning}, {"Pembaca kartu", "Siap"}, {"Pencetak resi", "Tidak berfungsi", Tone::Bad}};
    for (const auto* name : {"RINA MARLINA", "DEWI ANGGRAINI", "WULAN SARI", "HENDRA GUNAWAN", "RATNA DEWI, S.SOS"})
        view.operators.push_back({.label = name, .value = 40.0 - 6 * static_cast<double>(view.operators.size()), .word = std::to_string(40 - 6 * static_cast<int>(view.operators.size())) + " berkas"});
    return view;
}

namespace {

Listing late_files() {
    Listing list{.title = "Berkas terlambat", .empty_text = "Tidak ada yang perlu ditampilkan.", .columns = {"Nomor resi", "Layanan", "Langkah", "Janji", "Keadaan"}};
    for (int i = 0; i < 16; ++i)
        list.lines.push_back({{"BTN-261123-KTP-00" + std::to_string(10 + i) + "-H", i % 2 == 0 ? "KTP-el" : "Surat Keterangan Pindah Datang", "5. Kepala Seksi", "20-11-2026", "Terlambat 2 hari"}, Tone::Bad});
    return list;
}

std::vector<State> dashboard_states() {
    Dashboard empty{.desk = dashboard().desk, .as_of = "Angka sedang dihitung"};
    empty.tiles = dashboard().tiles;
    empty.tiles[1].value = "…";
    Dashboard stale = dashboard();
    stale.semester = true;
    stale.stale = Notice{Tone::Warning, "Angka belum dapat diperbarui. Yang tampil adalah angka pukul 09.58."};
    Dashboard list = dashboard();
    list.list = late_files();
    Dashboard overridden = dashboard();
    overridden.tiles.push_back({"overrides", "Aktif tanpa cocok", "1", "dua petugas bertanggung jawab", Tone::Bad});
    Dashboard overrides = overridden;
    overrides.list = Listing{.title = "Diaktifkan walau tidak cocok", .columns = {"Diaktifkan", "Berkas", "Layanan", "Petugas", "Atasan", "Alasan"}};
    overrides.list->lines.push_back({{"23-11 10.04", "2026-11-23:A-007", "KTP-el", "YUSUF HABIBI", "RATNA DEWI, S.SOS", "Sidik jari aus"}, Tone::Bad});
    Dashboard longest = dashboard();
    longest.service = "Surat Keterangan Pembatalan Perceraian";
    Dashboard none = dashboard();
    none.list = Listing{.title = "Berkas terlambat", .empty_text = "Tidak ada yang perlu ditampilkan.", .columns = {"Nomor resi", "Layanan"}};
    return {{"dashboard", page(dashboard())}, {"dashboard-long-name", page(longest)},
            {"dashboard-overridden", page(overridden)}, {"dashboard-overrides", page(overrides)},
            {"dashboard-empty", page(empty)},
            {"dashboard-stale", page(stale)},
            {"dashboard-list", page(list)},
            {"dashboard-list-empty", page(none)},
            {"dashboard-steps", page(dashboard()), {"section:steps"}},
            {"dashboard-ikm", page(dashboard()), {"section:ikm"}},
            {"dashboard-supplies", page(dashboard()), {"section:supplies"}},
            {"dashboard-people", page(dashboard()), {"section:people"}}};
}

Delegation delegation() {
    Delegation view{.desk = desk("delegation", "Siapa menggantikan saya", false)};
    view.desk.tabs = dashboard().desk.tabs;
    view.present = {.title = "Siapa menggantikan saya", .empty_text = "Belum ada yang menggantikan Anda.", .columns = {"Nama", "Jenis", "Tanggal", "Surat perintah", "Keadaan"}};
    view.present.lines = {{{"ISKANDAR MUDA, S.H.", "Plh", "23-11-2026 – 27-11-2026", "800/123/SPT/2026", "Berlaku"}, Tone::Good}, {{"YUSUF HAMDANI", "Plh", "01-10-2026 – 03-10-2026", "800/099/SPT/2026", "Sudah lewat"}}};
    for (const auto* name : {"RINA MARLINA, Front Office", "DEWI ANGGRAINI, Front Office", "YUSUF HAMDANI, Petugas Pelayanan", "ISKANDAR MUDA, S.H., Kepala Bidang", "ZAINAL ABIDIN, M.SI, Kepala Dinas", "WULAN SARI, Operator Perekaman",
                             "HENDRA GUNAWAN, Operator Pencetakan", "FARIDA, S.E., Sekretaris"})
        view.officers.push_back({"u" + std::to_string(view.officers.size()), name});
    view.officer = "u3";
    view.from = "23 November 2026";
    view.to = "27 November 2026";
    view.can_save = true;
    return view;
}

std::vector<State> delegation_states() {
    Delegation first = delegation();
    first.present.lines.clear();
    first.officer.clear();
    first.can_save = false;
    first.vacant = true;
    Delegation refused = delegation();
    refused.notice = Notice{Tone::Warning, "Tulis nomor surat perintah untuk delegasi ini."};
    return {{"delegation", page(delegation())},
            {"delegation-first", page(first)},
            {"delegation-refused", page(refused)},
            {"delegation-whom", page(delegation()), {"section:whom"}},
            {"delegation-when", page(delegation()), {"section:when"}},
            {"delegation-decree", page(delegation()), {"section:when", "save"}}};
}

Maintenance maintenance_part(const std::string& part) {
    Maintenance view = maintenance();
    view.part = part;
    return view;
}

/// More boxes than the page has lines, and something to read first.
Maintenance many_devices() {
    Maintenance view = maintenance_part("devices");
    view.notice = Notice{Tone::Good, "12 perangkat lulus uji."};
    for (int i = 0; i < 5; ++i) {
        view.devices.push_back(view.devices[static_cast<std::size_t>(i)]);
        view.devices.back().id += "b";
    }
    return view;
}

Listing health_history() {
    Listing list{.title = {}, .empty_text = "Tidak ada yang perlu ditampilkan.", .columns = {"Waktu", "Perangkat", "Kejadian", "Persediaan", "Keadaan"}};
    list.lines = {{{"23-11 10.20", "Pencetak kartu", "Keadaan berubah, pita habis", "Blangko 90 %, Pita 0 %", "Perlu tindakan"}, Tone::Warning},
                  {{"23-11 08.02", "Kamera iris", "Uji mandiri lulus", "", "Siap"}, Tone::Good},
                  {{"23-11 08.01", "Pencetak resi", "Keadaan berubah, tidak menjawab", "", "Tidak berfungsi"}, Tone::Bad}};
    return list;
}

Maintenance one_machine() {
    Maintenance view = maintenance_part("office");
    view.office.clear();
    view.office_text = "Kantor ini satu mesin. Bila mesin ini dijadikan induk, mesin lain dapat bergabung: satu antrean, satu daftar berkas, pencetak masing-masing.";
    view.may_open = true;
    view.may_pair = false;
    return view;
}

Maintenance pairing() {
    Maintenance view = maintenance_part("office");
    view.pairing = "K7QM-2XWD-P4TN-9HBC-V3RF-6YJG-8ZSA-5EKU";
    view.pairing_text = "Di mesin baru: ./loket run --join ALAMAT, lalu ketik kode ini. Berlaku sekali, sampai 23-11 10.36.";
    return view;
}

/// Seen by a telephone: modules of no code.
viewmodels::Picture some_code() {
    RgbaImage image(440, 440);
    for (int y = 24; y < 416; ++y)
        for (int x = 24; x < 416; ++x)
            if (((x / 8) * 7919 + (y / 8) * 104729) % 5 < 2) std::fill_n(image.at(x, y), 3, std::uint8_t{0});
    return {std::make_shared<const RgbaImage>(std::move(image)), 1};
}

Maintenance this_machine() {
    Maintenance view = maintenance_part("appliance");
    view.appliance_text = "Pindai dengan telepon: versi dan akar di sana harus sama dengan yang diumumkan pusat. Tanda tangannya diperiksa dengan loket verify-document.";
    view.appliance = {{"Versi", "0.3.0.202611300306"}, {"Akar sistem", "3a7c0f12 9be4d6a8 51c2e07d 66f0b9a3 c8d41e5f 2b7a9c03 e6f1d852 0c94ab7e"}, {"Slot", "loket-a"}, {"Nomor alat", "1A2B-3C4D-5E6F"}};
    view.attestation = some_code();
    view.may_reset = true;
    return view;
}

Maintenance next_version(const std::string& text, Tone tone) {
    Maintenance view = maintenance_part("update");
    view.update = Maintenance::Update{.text = text, .tone = tone};
    return view;
}

Maintenance offered_version() {
    Maintenance view = next_version("Berkas pembaruan ini sah dan lebih baru. Dipasang di slot lain selama kantor bekerja, dicoba pada start berikut, dan ditinggalkan sendiri bila tidak berjalan.", Tone::Info);
    view.update->facts = {{"Versi sekarang", "0.3.0.202611300306"}, {"Versi baru", "0.3.1.202612070800 (312,4 MB)"}, {"Yang diganti", "sistem dan program di loket-b; pencetak kartu Evolis; halaman pengaduan"}, {"Tetap", "data kantor, petugas, perangkat, dan pengaturan"}};
    view.update->changes = {"Pencetak kartu Evolis tidak lagi berhenti setelah pita diganti.", "Jawaban pengaduan dapat dibaca dengan suara.", "Aturan 2027: hari libur nasional."};
    view.update->may_take = view.update->may_let_go = true;
    return view;
}

Maintenance version_on_its_way() {
    Maintenance view = next_version("Versi 0.3.1.202612070800 sedang diambil dari pusat, sedikit demi sedikit di sela pekerjaan kantor; yang terputus diteruskan. Bila sudah lengkap, pemasangannya disetujui di sini.", Tone::Info);
    view.update->percent = 62;
    view.update->may_seek = true;
    return view;
}

Maintenance installing_version() {
    Maintenance view = next_version("Versi 0.3.1.202612070800 sedang dipasang di slot lain. Kantor tetap bekerja; jangan matikan mesin.", Tone::Info);
    view.update->percent = 45;
    return view;
}

Maintenance installed_version() {
    Maintenance view = next_version("Versi 0.3.1.202612070800 terpasang di slot lain dan belum dipakai. Start berikut mencobanya: malam ini bila kantor tutup, atau sekarang. Bila tidak berjalan, mesin kembali sendiri ke versi ini.", Tone::Warning);
    view.update->may_restart = true;
    return view;
}

Maintenance went_back() {
    Maintenance view = next_version("Versi 0.3.1.202612070800 dicoba dan tidak dipakai: mesin kembali ke versi lama. Sebab: Anjungan di versi itu tidak mau tetap berjalan. Laporkan versinya kepada pusat; mesin bekerja dengan versi sebelumnya.", Tone::Bad);
    view.update->may_seek = true;
    return view;
}

Maintenance stick_page(const std::string& text, Tone tone) {
    Maintenance view = maintenance_part("stick");
    view.stick = Maintenance::Stick{.text = text, .tone = tone};
    return view;
}

Maintenance stick_ready() {
    Maintenance view = stick_page("Flashdisk siap dan membawa jawaban pusat. Tekan Tukar dengan pusat: jawabannya dibaca dulu, lalu semua yang masih menunggu ditulis.", Tone::Info);
    view.stick->facts = {{"Kata-kata kantor ini", "5b0e 7d21 c4f8 91aa"}, {"Menunggu dibawa", "1.204 catatan, 18 rekaman (37,4 MB)"}, {"Jawaban di flashdisk", "1"}, {"Ruang kosong", "7.412,0 MB"}};
    view.stick->may_trade = view.stick->may_let_go = true;
    return view;
}

Maintenance stored() {
    Maintenance view = maintenance_part("storage");
    view.may_backup = true;
    return view;
}

Maintenance backup_code() {
    Maintenance view = maintenance_part("backup");
    view.backup = Maintenance::Backup{.text = "Tulis kode ini, periksa dua kali, dan simpan jauh dari flashdisk. Kode ini hanya ditampilkan sekarang dan berlaku untuk cadangan mulai hari ini.", .tone = Tone::Warning, .code = "7K3M-Q2XD-P4TN-9HBC-V3RF-6YJG-8ZSA-5EK0"};
    view.backup->may_noted = true;
    return view;
}

Maintenance backup_ready() {
    Maintenance view = maintenance_part("backup");
    view.backup = Maintenance::Backup{.text = "Flashdisk siap. Tekan Salin kantor; pelayanan tetap berjalan.", .tone = Tone::Info};
    view.backup->facts = {{"Ruang kosong", "27,4 GB"}, {"Cadangan di flashdisk ini", "kantor 3f2a91c0, 23-11 16.05, 12.804 kejadian"}};
    view.backup->may_make = view.backup->may_let_go = true;
    return view;
}

Maintenance stick_writing() {
    Maintenance view = stick_page("Yang menunggu ditulis tersegel. Jangan cabut flashdisk; kantor tetap bekerja.", Tone::Info);
    view.stick->percent = 38;
    return view;
}

Maintenance stick_traded() {
    Maintenance view = stick_page("Selesai: semua yang menunggu ada di flashdisk. Tekan Selesai, lalu bawa ke pusat; jawabannya dibawa kembali di flashdisk yang sama. Tidak ada yang tercatat dua kali.", Tone::Good);
    view.stick->facts = {{"Jawaban pusat", "17 rekaman diterima pusat, 3 pesan, 2 nomor, 0 blok nomor"}, {"Untuk kantor lain", "1 jawaban, dibiarkan di flashdisk"}, {"Ditulis ke flashdisk", "214 catatan, 1 rekaman (2,1 MB), 0 permintaan nomor"}};
    view.stick->may_let_go = true;
    return view;
}

Maintenance stick_card() {
    Maintenance view = stick_page("Flashdisk ini membawa kartu pusat. Telepon pusat dan bandingkan kata-katanya huruf demi huruf. Hanya bila sama: tekan Sama. Bila berbeda, jangan dipakai.", Tone::Warning);
    view.stick->facts = {{"Kata-kata kantor ini", "5b0e 7d21 c4f8 91aa"}, {"Kata-kata kartu pusat", "3f2a 91c0 77de 0b14"}};
    view.stick->may_card = view.stick->may_enrol = view.stick->may_let_go = true;
    return view;
}

Maintenance hung_on_its_side(bool may_dim) {
    Maintenance view = maintenance_part("screen");
    view.screen = Maintenance::Screen{.turn = "90", .brightness = 70, .may_dim = may_dim};
    return view;
}

Maintenance no_appliance() {
    Maintenance view = maintenance_part("appliance");
    view.appliance_text = "Program ini berjalan pada komputer biasa, bukan pada peranti Loket: tidak ada sistem bersegel yang dapat dibuktikan.";
    return view;
}

Maintenance emptying() {
    Maintenance view = maintenance_part("reset");
    view.appliance_text = "Semua yang tersimpan pada mesin ini dihapus untuk selamanya, lalu mesin mulai seperti baru. Hanya oleh dua petugas. Pilih petugas kedua; lalu masing-masing mengetik PIN-nya.";
    return view;
}

/// A station that has lost its induk.
Maintenance cut_off() {
    Maintenance view = maintenance_part("office");
    view.office_text = "Loket 2: stasiun nomor 2, mengikuti induk 192.168.1.5:7373.";
    view.notice = Notice{Tone::Warning, "Induk kantor tidak terjangkau. Nomor antrean dan perekaman tetap jalan di sini dan dikirim sendiri nanti; pekerjaan lain menunggu induk kembali. "
                                        "Periksa listrik dan kabel jaringan induk. 14 catatan menunggu di stasiun ini."};
    view.office.clear();
    view.may_pair = false;
    view.may_promote = true;
    return view;
}

Maintenance packets() {
    Maintenance view = maintenance_part("recordings");
    view.list = Listing{.title = {}, .empty_text = "Belum ada rekaman yang dikirim", .columns = {"Disegel", "Berkas", "Ukuran", "Sampai di mana"}};
    view.list->lines = {{{"23-11 10.12", "2102-2026-000071", "2,1 MB", "Sedang dikirim, 42 %"}, Tone::Info},
                        {{"23-11 09.58", "2102-2026-000070", "2,0 MB", "Menunggu dikirim sejak 23-11 09.58 · Pusat tidak dapat dihubungi. Dicoba lagi sendiri; pekerjaan di kantor tetap jalan. · dilanjutkan 23-11 10.26"}, Tone::Info},
                        {{"22-11 15.31", "2102-2026-000066", "2,2 MB", "Ditolak pusat: Diduga rekaman ganda"}, Tone::Bad},
                        {{"22-11 11.04", "2102-2026-000064", "1,9 MB", "Selesai: Siap cetak"}, Tone::Good}};
    return view;
}

Maintenance notices() {
    Maintenance view = maintenance_part("notices");
    view.list = Listing{.title = {}, .empty_text = "Belum ada pesan dari pusat", .columns = {"Waktu", "Pesan"}};
    view.list->lines = {{{"23-11 08.00", "Pemeliharaan pusat malam ini pukul 22.00 sampai 23.00. Kantor tetap dapat bekerja."}, Tone::Info}, {{"20-11 14.10", "Kalender hari libur 2027 sudah dikirim."}, Tone::Info}};
    return view;
}

std::vector<State> maintenance_states() {
    Maintenance told = maintenance();
    told.notice = Notice{Tone::Warning, "6 perangkat lulus uji. Pencetak resi: Kertas atau blanko di printer habis. Isi, lalu coba lagi."};
    Maintenance history = maintenance_part("history");
    history.list = health_history();
    Maintenance log = maintenance_part("log");
    log.list = Listing{.title = {}, .empty_text = "", .columns = {"Baris, terbaru di atas"}};
    for (int i = 0; i < 20; ++i) log.list->lines.push_back({{"23-11 10.2" + std::to_string(i % 10) + ".07 warning device sim_card_printer does not answer: Gone (unplugged)"}});
    Maintenance files = maintenance_part("data");
    files.list = Listing{.title = {}, .empty_text = "", .columns = {"Berkas", "Keadaan", "Sidik (SHA-256)", "Ukuran"}};
    files.list->lines = {{{"calendar/2026.csv", "Sah", "91f0c2aa53de", "0,0 MB"}}, {{"services/S02-ktp-el.json", "S02-ktp-el.json: /steps/3: kind is missing", "0077aa11bb22", "0,0 MB"}}};
    Maintenance alone = maintenance_part("sync");
    alone.sync.clear();
    alone.may_stick = true;
    alone.sync_alone = "Mesin ini berdiri sendiri: semua tersimpan di sini dan tidak ada yang hilang. Untuk menghubungkannya dengan pusat: minta alamat dan kode sekali pakai dari pusat, lalu tekan Daftarkan.";
    alone.may_enrol = true;
    Maintenance heard = maintenance_part("sound");
    heard.caption = "Nada panggilan";
    Maintenance pin = maintenance_part("exit");
    pin.pin = PinAsk{"PIN Anda", "Anjungan akan ditutup.", 2, false, std::nullopt};
    return {{"maintenance", page(maintenance())},
            {"maintenance-told", page(told)},
            {"maintenance-devices", page(maintenance_part("devices"))},
            {"maintenance-devices-many", page(many_devices())},
            {"maintenance-history", page(history)},
            {"maintenance-storage", page(stored())},
            {"maintenance-log", page(log)},
            {"maintenance-data", page(files)},
            {"maintenance-sync", page(maintenance_part("sync"))},
            {"maintenance-sync-alone", page(alone)},
            {"maintenance-stick", page(stick_ready())},
            {"maintenance-stick-writing", page(stick_writing())},
            {"maintenance-backup-code", page(backup_code())},
            {"maintenance-backup-ready", page(backup_ready())},
            {"maintenance-stick-traded", page(stick_traded())},
            {"maintenance-stick-card", page(stick_card())},
            {"maintenance-office", page(maintenance_part("office"))},
            {"maintenance-office-code", page(pairing())},
            {"maintenance-office-one", page(one_machine())},
            {"maintenance-office-cut-off", page(cut_off())},
            {"maintenance-recordings", page(packets())},
            {"maintenance-notices", page(notices())},
            {"maintenance-sound", page(heard)},
            {"maintenance-screen", page(hung_on_its_side(true))},
            {"maintenance-screen-monitor", page(hung_on_its_side(false))},
            {"maintenance-appliance", page(this_machine())},
            {"maintenance-appliance-none", page(no_appliance())},
            {"maintenance-update", page(offered_version())},
            {"maintenance-update-fetching", page(version_on_its_way())},
            {"maintenance-update-installing", page(installing_version())},
            {"maintenance-update-installed", page(installed_version())},
            {"maintenance-update-back", page(went_back())},
            {"maintenance-reset", page(emptying())},
            {"maintenance-exit", page(maintenance_part("exit"))},
            {"maintenance-pin", page(pin)}};
}

}  // namespace

Maintenance maintenance() {
    Maintenance view{.desk = desk("maintenance", "Pemeliharaan", false)};
    view.desk.tabs = {{"work", "Berkas", 1}, {"maintenance", "Pemeliharaan", 0}};
    view.tiles = {{"devices", "Perangkat", "5 / 7", "Ada yang perlu dilihat", Tone::Warning}, {"touch", "Kisi sentuh", "Baik", "23-11 08.04", Tone::Good},
                  {"aim", "Kalibrasi sentuh", "Lima titik", "Ukur ketepatan sentuhan", Tone::Info}, {"sound", "Suara", "80 %", "Coba nada", Tone::Info}, {"screen", "Layar", "70 %", "Arah dan kecerahan", Tone::Info},
                  {"storage", "Penyimpanan", "41,2 GB", "kosong di cakram", Tone::Good}, {"data", "Berkas data", "38", "1 tidak sah", Tone::Bad},
                  {"network", "Jaringan", "1", "antarmuka tersambung", Tone::Info}, {"sync", "Sinkronisasi", "1.204", "dicoba lagi sendiri", Tone::Warning},
                  {"recordings", "Rekaman", "12", "rekaman menunggu dikirim", Tone::Info}, {"notices", "Pesan dari pusat", "3", "pesan terakhir dari pusat", Tone::Info},
                  {"office", "Kantor", "Induk", "Loket 1", Tone::Good}, {"log", "Catatan program", "212", "baris terakhir", Tone::Info}, {"appliance", "Mesin ini", "Peranti", "Versi dan bukti keasliannya", Tone::Info}, {"exit", "Keluar dari anjungan", "Dua orang", "Masing-masing dengan PIN", Tone::Info}};
    const std::pair<const char*, Tone> kinds[] = {{"Pemindai sidik jari", Tone::Good}, {"Kamera iris", Tone::Good}, {"Kamera foto", Tone::Good}, {"Papan tanda tangan", Tone::Good},
                                                  {"Pencetak kartu", Tone::Warning}, {"Pembaca kartu", Tone::Good}, {"Pencetak resi", Tone::Bad}};
    for (const auto& [name, tone] : kinds)
        view.devices.push_back({.id = "d" + std::to_string(view.devices.size()), .name = name, .product = "Simulated device (simulasi)",
                                .state = tone == Tone::Good ? "Siap" : tone == Tone::Warning ? "Perlu tindakan, pita habis" : "Tidak berfungsi, tidak menjawab", .tested = "Lulus uji 23-11 08.02", .tone = tone});
    view.storage = {{"Ukuran basis data", "1.204,5 MB"}, {"Cakram", "41,2 GB kosong dari 240,0 GB"}, {"Kejadian", "1.000.070"}, {"Baris audit", "812.004"}, {"Gambar dan dokumen", "90.112"}, {"Penduduk", "160.000"},
                    {"Berkas terbuka", "2.399"}, {"Segel terakhir", "23-11 10.00"}, {"Pemeriksaan keutuhan", "20-11 16.10 · Baik"}, {"Sinkronisasi", "Mesin ini berdiri sendiri"}, {"Cadangan", "Belum dibuat dari mesin ini"}};
    view.sync = {{"Pusat", "https://pusat.bintankab.example:8443"}, {"Sampai di pusat", "998.866 dari 1.000.070 catatan"}, {"Menunggu", "1.204 catatan sejak 22-11 16.40"},
                 {"Sebabnya", "Pusat tidak dapat dihubungi. Dicoba lagi sendiri; pekerjaan di kantor tetap jalan."}, {"Percobaan berikutnya", "23-11 10.26"}, {"Paket gambar", "12 (24,1 MB) · dilanjutkan 23-11 22.00"},
                 {"Terakhir tersambung", "22-11 16.39"}, {"Pesan dari pusat", "3"}, {"Sertifikat berlaku sampai", "14-12-2026"}};
    view.may_stick = true;
    view.office_text = "Loket 1: mesin ini induk kantor. Alamat: 192.168.1.5:7373";
    view.may_pair = true;
    view.office = {{"Loket 1 (loket)", "terakhir 23-11 10.26"}, {"Loket 2 (loket)", "terakhir 23-11 10.26 · ketinggalan 2"}, {"Perekaman 1 (perekaman)", "terakhir 23-11 09.41 · ketinggalan 117 · 14 menunggu di sana"},
                   {"Papan antrean (papan)", "belum tersambung sejak induk menyala"}};
    view.officers = {{"zainal", "ZAINAL ABIDIN, M.SI, Kepala Dinas"}, {"iskandar", "ISKANDAR MUDA, S.H., Kepala Bidang"}};
    return view;
}

viewmodels::ComplaintDesk complaint_desk(bool with_case) {
    viewmodels::ComplaintDesk view{.desk = desk("complaints", "Pengaduan", false)};
    view.desk.tabs = {{"verify", "Verifikasi", 3}, {"complaints", "Pengaduan", 2}};
    view.desk.items = {{.id = "ADU-2026-0003", .number = "ADU-2026-0003", .name = "Terlambat", .service = "", .since = "23-11 09.41", .promised = "26-11-2026", .state = "Sudah diterima, belum dikerjakan", .tone = Tone::Bad},
                       {.id = "ADU-2026-0004", .number = "ADU-2026-0004", .name = "Sikap petugas", .service = "", .since = "23-11 10.02", .promised = "26-11-2026", .state = "Sedang ditangani petugas", .tone = Tone::Info}};
    view.desk.selected = "ADU-2026-0003";
    view.file = viewmodels::ComplaintDesk::File{.number = "ADU-2026-0003", .category = "Terlambat", .text = "SUDAH LIMA HARI BERKAS SAYA BELUM SELESAI, PADAHAL DI RESI TERTULIS TIGA HARI. TOLONG DIBANTU."};
    view.file->facts = {{"Masuk lewat", "Anjungan"}, {"Diterima", "23-11 09.41"}, {"Dijawab paling lambat", "26-11-2026"}, {"Cara menjawab", "Tidak disebut. Jawaban dibaca di anjungan."}, {"Ditangani oleh", "–"}};
    view.can_take = view.can_answer = true;
    if (!with_case) return view;
    view.resi = "BTN-261123-KTP-0042-K";
    view.about = viewmodels::FileHead{.case_id = "1", .number = view.resi, .name = "SITI NURHALIZA"};
    view.where = {{"Layanan", "KTP-el"}, {"Langkah sekarang", "Verifikasi dan paraf Kepala Seksi"}, {"Ada di", "Kepala Seksi"}, {"Dijanjikan selesai", "26-11-2026"}};
    return view;
}

std::vector<State> complaint_states() {
    auto list = complaint_desk(false);
    list.file.reset();
    list.desk.selected.clear();
    auto none = list;
    none.desk.items.clear();
    auto answered = complaint_desk(true);
    answered.file->answer = "Berkas Anda sudah diteruskan. Kartu dapat diambil hari Senin.";
    answered.can_take = answered.can_answer = false;
    return {{"complaints", page(list)}, {"complaints-none", page(none)}, {"complaint", page(complaint_desk(true))}, {"complaint-no-case", page(complaint_desk(false))}, {"complaint-answered", page(answered)}, {"complaint-reply", page(complaint_desk(true)), {"reply"}}};
}

std::vector<State> office_states() {
    std::vector<State> all = dashboard_states();
    for (const auto& more : {delegation_states(), maintenance_states(), complaint_states()}) all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace loket::screens::samples
