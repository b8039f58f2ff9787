// The administrator's page of accounts, and the sign-in page where an office asks for more than a PIN.

#include "kiosk/screens/officers.h"
#include "kiosk/samples/staff_pictures.h"
#include "kiosk/samples/staff_samples.h"

namespace loket::screens::samples {

using namespace viewmodels;

namespace {

Officers accounts() {
    Officers view{.desk = desk("officers", "Akun petugas", false)};
    view.desk.tabs = {{"work", "Berkas", 2}, {"officers", "Petugas", 0}};
    view.lines = {{"rina", "RINA MARLINA", "Front Office", "28-11 07.31", "aktif", Tone::Info},
                  {"yusuf", "YUSUF HARAHAP", "Petugas Pelayanan", "28-11 07.40", "aktif", Tone::Info},
                  {"iskandar", "ISKANDAR MUDA, M.SI", "Kepala Bidang", "27-11 15.02", "PIN salah berulang", Tone::Warning},
                  {"tono", "TONO WIJAYA", "Rekanan", "", "nonaktif", Tone::Bad}};
    return view;
}

Officers account(bool suspended, bool enrolled) {
    auto view = accounts();
    view.desk.selected = "iskandar";
    Officers::Account open{.officer = {"iskandar", "ISKANDAR MUDA, M.SI", "Kepala Bidang"}};
    open.facts = {{"Nama pengguna", "iskandar"}, {"Masuk terakhir", "27-11 15.02"}, {"Gagal masuk sejak itu", "3"}, {"Kartu petugas", enrolled ? "terdaftar" : "belum ada"},
                  {"Jari terdaftar", enrolled ? "Telunjuk kanan, Telunjuk kiri" : "belum ada"}};
    if (enrolled) open.facts.push_back({"Pelaksana Harian (Plh)", "Kepala Dinas, 01-12-2026 – 05-12-2026, 800/112/BKPSDM/2026"});
    open.suspended = suspended;
    open.has_card = open.has_finger = enrolled;
    view.account = open;
    return view;
}

SignIn by_name() {
    SignIn view{.lokets = {"1", "2", "3", "4", "5", "6", "7", "8"},
                   .loket = "2",
                   .officers = {{"rina", "RINA MARLINA", "Front Office"},
                                {"dewi", "DEWI ANGGRAINI", "Front Office"},
                                {"yusuf", "YUSUF HARAHAP", "Petugas"},
                                {"wulan", "WULAN SARI", "Operator Perekaman"},
                                {"hendra", "HENDRA LIM", "Operator Pencetakan"},
                                {"ratna", "RATNA DEWI, S.SOS", "Kepala Seksi"},
                                {"iskandar", "ISKANDAR MUDA, M.SI", "Kepala Bidang"},
                                {"zainal", "H. ZAINAL ABIDIN", "Kepala Dinas"}},
                   .selected = "ratna",
                   .pin_length = 4,
                   .notice = Notice{Tone::Bad, "PIN salah. Coba lagi."},
                   .can_continue = true};
    return view;
}

SignIn locked() {
    return {.officers = {{"rina", "RINA MARLINA", "Front Office"}, {"dewi", "DEWI ANGGRAINI", "Front Office"}, {"wulan", "WULAN SARI", "Operator Perekaman"}},
            .selected = "rina",
            .pin_length = 2,
            .can_continue = false,
            .locked = "RINA MARLINA",
            .offers_card = true};
}

SignIn many() {
    SignIn view{.selected = "p3", .offers_card = true, .card_read = true};
    for (int i = 0; i < 24; ++i) view.officers.push_back({"p" + std::to_string(i), "NURHALIZAH PUTRI " + std::to_string(i), "Operator Perekaman"});
    return view;
}

}  // namespace

std::vector<State> officers_states() {
    auto pin = account(false, true);
    pin.ask = Officers::Ask::Pin;
    pin.asked = "Ketik PIN yang sama sekali lagi";
    pin.pin_length = 3;
    auto wrong = pin;
    wrong.notice = Notice{Tone::Bad, "Kedua PIN tidak sama. Ketik PIN baru lagi."};
    auto finger = account(false, false);
    finger.ask = Officers::Ask::Finger;
    finger.asked = "Telunjuk kanan";
    auto scanned = finger;
    scanned.live = ridges(2);
    scanned.working = true;
    scanned.hints = {"Tekan lebih pelan."};
    auto done = account(false, true);
    done.notice = Notice{Tone::Good, "Perubahan disimpan."};
    auto asks = locked();
    asks.asks_finger = true;
    asks.live = ridges(1);
    asks.notice = Notice{Tone::Bad, "Jari tidak cocok. Bersihkan jari dan kaca, lalu coba lagi."};
    return {{"sign-in", page(by_name())},                {"sign-in-empty", page(SignIn{})},
            {"officers-list", page(accounts())},          {"officers-account", page(account(false, false))},
            {"officers-enrolled", page(done)},            {"officers-suspended", page(account(true, false))},
            {"officers-suspend", page(account(false, true)), {"suspend"}},
            {"officers-pin", page(pin)},                  {"officers-pin-wrong", page(wrong)},
            {"officers-finger", page(finger)},            {"officers-scanned", page(scanned)},
            {"sign-in-locked", page(locked())},           {"sign-in-many", page(many())},
            {"sign-in-finger", page(asks)}};
}

}  // namespace loket::screens::samples
