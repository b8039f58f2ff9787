// The desks of print, activation and hand-over in their states.

#include "kiosk/samples/staff_samples.h"

#include "kiosk/samples/staff_pictures.h"

namespace loket::screens::samples {

using namespace viewmodels;

PrintDesk print_desk() {
    PrintDesk view{.desk = desk("print", "Cetak KTP-el"),
                   .file = head("7. Memproses dan mencetak KTP-el", 20),
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
    view.stages = {{"Ambil blangko", "B00 123 457"}, {"Cetak kartu", "Menunggu"}, {"Tulis dan baca chip", "Menunggu"}};
    return view;
}

Activation activation() {
    Activation view{
        .desk = desk("activation", "Aktivasi KTP-el"),
        .file = head("8. Registrasi dan aktivasi, tidak dapat diwakilkan", 15),
        .card_state = "Belum aktif",
        .tries_left = 2,
        .begun = true,
        .can_compare = true,
        .can_refuse = true,
        .finger_label = "Telunjuk kanan",
        .fingers = {{"2", "Telunjuk kanan"}, {"7", "Telunjuk kiri"}},
        .live = ridges(1),
        .reasons = {"Bukan pemilik kartu", "Jari aus, tidak dapat dibaca", "Pemohon akan datang kembali"},
        .spoil_reasons = {"Chip rusak", "Cetakan rusak", "Blangko hilang"}};
    view.desk.selected = "K1";
    view.desk.counter = counter("");
    return view;
}

HandOver hand_over() {
    HandOver view{.desk = desk("hand_over", "Penyerahan KTP-el"), .file = head("9. Menyerahkan KTP-el dengan resi", 5), .begun = true};
    view.desk.selected = "K1";
    return view;
}

namespace {

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
    PrintDesk full = ask;  // a printer that counts all it has, and something to read first
    full.notice = Notice{Tone::Bad, "Kertas atau blanko di printer habis. Isi, lalu coba lagi."};
    for (const auto* name : {"Pita warna", "Film", "Pembersih"}) full.supplies.push_back({name, 40, "196", Tone::Good});
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
            {"print-ask-full", page(full)},
            {"print-ask-full-printer", page(full), {"section:printer"}},
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
    taken.file->taken_by = "DEWI ANGGRAINI";
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
    Activation faulty = unread;
    faulty.can_refuse = false;
    faulty.can_spoil = true;
    faulty.notice = Notice{Tone::Warning, "Chip kartu tidak menjawab. Letakkan ulang kartu; bila tetap gagal, tandai blangko rusak."};
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
    Activation mismatch = activation();  // no try is left: it goes back, or two people answer for it
    mismatch.tries_left = 0;
    mismatch.can_compare = false;
    mismatch.notice = Notice{Tone::Bad, "Tidak cocok tiga kali. Kartu tidak diserahkan; pilih Tolak dan sebutkan alasannya."};
    mismatch.excuse_reasons = bare.excuse_reasons;
    Activation answered = mismatch;
    answered.notice.reset();
    answered.officers = Activation::Officers{"Sidik jari aus", portrait()};
    return {{"activation-list", page(list)},          {"activation-called", page(called)},
            {"activation-mismatch", page(mismatch)},  {"activation-override", page(answered)},
            {"activation-why-override", page(mismatch), {"officers.open"}},
            {"activation-back", page(back)},          {"activation-taken", page(taken)},
            {"activation-take-over", page(taken), {"take_over", "take_over.reason:0"}},
            {"activation-bare", page(bare)},          {"activation-eyes", page(eyes)},
            {"activation-why", page(bare), {"officers.open"}},
            {"activation-seen", page(seen)},          {"activation-unseen", page(unseen)},
            {"activation-second", page(second)},
            {"activation-faulty", page(faulty)},
            {"activation-spoiled", page(faulty), {"spoiled"}},
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
    HandOver codes = fits;
    codes.codes = HandOver::Codes{.papers = {{"2101/KK/2026/000012", "Kartu Keluarga"}, {"2101/SKPWNI/2026/000007", "Surat Keterangan Pindah WNI"}}, .states = {"Berlaku sampai 23-12-2026", ""}, .pin_state = {}, .no_pin = {}, .notice = Notice{Tone::Good, "Struk sudah dicetak. Serahkan kepada pemohon; kodenya tidak disimpan di sini."}};
    HandOver no_codes = fits;
    no_codes.codes = HandOver::Codes{.papers = {}, .states = {}, .pin_state = {}, .no_pin = "Orang ini belum direkam KTP-el. Rekam dulu, lalu PIN bisa diberikan.", .notice = {}};
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
            {"hand-over-signing", page(signing)},   {"hand-over-signed", page(signed_off)},
            {"hand-over-codes", page(codes)},       {"hand-over-no-codes", page(no_codes)}};
}

}  // namespace

std::vector<State> card_states() {
    std::vector<State> all;
    for (auto part : {print_states(), activation_states(), hand_over_states()}) all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace loket::screens::samples
