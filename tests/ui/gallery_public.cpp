// The pages a visitor sees.

#include "gallery.h"

#include <fmt/format.h>

#include <cmath>

namespace loket::ui::gallery {

namespace {

Header header() {
    return {.office = "Anjungan Layanan Mandiri",
            .subtitle = "Dinas Kependudukan dan Pencatatan Sipil",
            .clock = "Sen 23 Nov 2026   10.24 WIB",
            .languages = {{"id", "Indonesia"}, {"en", "English"}},
            .language = "id",
            .badge = "Simulasi"};
}

Footer footer(bool back, std::string next, bool next_on = true) {
    Footer bar;
    if (back) bar.back.label = "Kembali";
    bar.primary.label = std::move(next);
    bar.primary.enabled = next_on;
    bar.text_size = "Ukuran teks";
    bar.contrast = "Kontras";
    bar.voice = "Panduan suara";
    bar.help = "Panggil petugas";
    return bar;
}

void bars(Ui& ui, State& state, int step) {
    if (const auto language = ui.header(header()); !language.empty()) state.last = language;
    ui.stepper({.steps = {"NIK", "Foto wajah", "Sidik jari", "Iris mata", "Tanda tangan", "Selesai"},
                .current = step});
}

void finish(Ui& ui, State& state, const Footer& bar) {
    static constexpr std::string_view kNames[] = {"",         "back",  "next", "text_size",
                                                  "contrast", "voice", "help"};
    if (const FooterEvent event = ui.footer(bar); event != FooterEvent::None)
        state.last = kNames[static_cast<std::size_t>(event)];
}

}  // namespace

void home(Ui& ui, State& state) {
    ui.screen("home");
    ui.header(header());
    Rect area = ui.content();
    ui.title(area, "Selamat datang. Apa keperluan Anda?", TextStyle::H1, 10);
    ui.paragraph(area, "Sentuh salah satu layanan untuk mulai. Semua layanan gratis.", TextStyle::Body, 24);
    const std::vector<Tile> tiles{
        {.id = "rekam",
         .title = "Rekam KTP-el baru",
         .subtitle = "Usia 17 tahun ke atas atau sudah kawin. Sekitar 8 menit.",
         .icon = Icon::Fingerprint,
         .strong = true},
        {.id = "cetak",
         .title = "Cetak ulang dokumen",
         .subtitle = "KTP-el hilang atau rusak, KK, akta. Siapkan PIN atau kode QR.",
         .icon = Icon::Print},
        {.id = "ikd",
         .title = "Aktivasi IKD",
         .subtitle = "Identitas Kependudukan Digital di ponsel Anda.",
         .icon = Icon::Phone},
        {.id = "status",
         .title = "Cek status permohonan",
         .subtitle = "Lihat posisi berkas dengan NIK atau kode QR.",
         .icon = Icon::Search}};
    if (const auto id = ui.tiles(tiles, area, ui.portrait() ? 1 : 2); !id.empty()) state.last = id;
    Footer bar = footer(false, "");
    bar.note = "Data Anda dilindungi UU 27/2022";
    finish(ui, state, bar);
}

void nik(Ui& ui, State& state) {
    ui.screen("nik");
    bars(ui, state, 0);
    const Rect area = ui.content();
    const auto parts =
        ui.portrait() ? rows(area, {1.25f, 1}, ui.gap()) : columns(area, {1182, 600}, ui.theme().dp(42));
    Rect card = ui.card(parts[0]);
    ui.title(card, "Masukkan NIK Anda", TextStyle::H2, 6);
    ui.paragraph(card, "NIK terdiri dari 16 angka, tertera di Kartu Keluarga.", TextStyle::Body, 24);
    ui.digits({.id = "nik", .label = "NIK"}, card, state.nik);
    ui.chip(card, fmt::format("Kurang {} angka lagi", 16 - state.nik.text().size()), Tone::Info, 20);
    const std::vector<KeyValue> known{{.key = "Provinsi", .value = "Kepulauan Riau"},
                                      {.key = "Tanggal lahir", .value = "12 Mei '90"},
                                      {.key = "Jenis kelamin", .value = "Perempuan"}};
    const float padding = ui.theme().dp(24);
    Rect panel = ui.panel(cut_top(card, ui.key_values_height(known, card.w - 2 * padding, 3) + 2 * padding));
    ui.key_values(known, panel, 3);
    ui.keypad({.clear = "Hapus semua", .erase = "Hapus satu angka"}, parts[1], state.nik);
    finish(ui, state, footer(true, "Lanjut", state.nik.full()));
}

void fingers(Ui& ui, State& state) {
    ui.screen("fingers");
    bars(ui, state, 2);
    const auto parts = ui.portrait() ? rows(ui.content(), {1, 1}, ui.gap())
                                     : columns(ui.content(), {1030, 758}, ui.theme().dp(34));
    Rect left = ui.card(parts[0]);
    ui.title(left, "Sidik jari tangan kanan", TextStyle::H2, 2);
    ui.paragraph(left, "Letakkan empat jari kanan di kaca pemindai, tekan perlahan.");
    if (ui.button({.id = "exception", .label = "Jari tidak bisa direkam?", .icon = Icon::BackHand},
                  cut_bottom(left, ui.theme().grown(76), ui.gap())))
        state.last = "exception";
    Hands hands{.id = "hands", .left = "Tangan kiri", .right = "Tangan kanan"};
    using biometrics::Finger;
    hands[Finger::LeftThumb] = hands[Finger::LeftIndex] = hands[Finger::LeftMiddle] =
        hands[Finger::RightThumb] = FingerState::Done;
    hands[Finger::LeftRing] = FingerState::Absent;
    hands[Finger::LeftLittle] = FingerState::Retry;
    hands[Finger::RightIndex] = FingerState::Current;
    ui.hands(hands, left);
    Rect right = ui.card(parts[1]);
    const auto sides = columns(right, {1, 1}, ui.theme().dp(36));
    const char* names[] = {"Jempol", "Telunjuk", "Tengah", "Manis", "Kelingking"};
    const float values[] = {0.88f, 0.92f, 0.76f, -1, 0.64f};
    for (std::size_t side = 0; side < 2; ++side) {
        Rect column = sides[side];
        ui.title(column, side == 0 ? "Tangan kiri" : "Tangan kanan", TextStyle::H3, 12);
        const auto lines = rows(column, {1, 1, 1, 1, 1}, ui.theme().dp(16));
        for (std::size_t i = 0; i < 5; ++i) {
            QualityBar bar{.id = "q." + std::to_string(side * 5 + i),
                           .label = names[i],
                           .value = side == 0 ? values[i]
                                    : i == 0  ? 0.81f
                                              : -1,
                           .threshold = 0.7f};
            bar.tone = bar.value < 0 ? Tone::Neutral : bar.value < 0.7f ? Tone::Warn : Tone::Success;
            bar.current = side == 1 && i == 1;
            bar.word = bar.current     ? "Letakkan jari"
                       : bar.value < 0 ? "Menunggu"
                                       : (bar.value < 0.7f ? "Ulangi " : "Baik ") +
                                             std::to_string(std::lround(bar.value * 100));
            if (bar.current) bar.tone = Tone::Info;
            ui.quality_bar(bar, lines[i]);
        }
    }
    finish(ui, state, footer(true, "Lanjut", false));
}

void face(Ui& ui, State& state) {
    ui.screen("face");
    bars(ui, state, 1);
    const auto parts = ui.portrait() ? rows(ui.content(), {1, 1}, ui.gap())
                                     : columns(ui.content(), {1128, 660}, ui.theme().dp(36));
    ui.picture({.id = "camera",
                .label = "Kamera",
                .picture = state.face,
                .mirrored = true,
                .oval = Oval{.progress = 0.63f},
                .caption = "Tahan sebentar\xE2\x80\xA6",
                .absent = "Kamera belum siap"},
               parts[0]);
    Rect card = ui.card(parts[1]);
    ui.title(card, "Foto wajah", TextStyle::H2, 2);
    ui.paragraph(card, "Berdiri di tanda kaki, pandang kamera di atas layar.",
                 ui.theme().options.text_scale > 1.3f ? TextStyle::Caption : TextStyle::Body);
    const Rect again = cut_bottom(card, ui.button_height(), ui.gap());
    ui.status_rows({{.id = "face.oval", .label = "Wajah di dalam oval", .tone = Tone::Success},
                    {.id = "face.light", .label = "Cahaya cukup", .tone = Tone::Success},
                    {.id = "face.glasses", .label = "Lepas kacamata", .tone = Tone::Warn},
                    {.id = "face.eyes", .label = "Mata terbuka", .tone = Tone::Success}},
                   card);
    if (ui.button({.id = "again", .label = "Ulangi foto", .icon = Icon::Refresh}, again))
        state.last = "again";
    finish(ui, state, footer(true, "Lanjut"));
}

void keyboard(Ui& ui, State& state) {
    ui.screen("keyboard");
    bars(ui, state, 0);
    Rect area = ui.content();
    const TextField field{
        .id = "name", .label = "Nama lengkap", .hint = "Tulis sesuai akta kelahiran.", .hungry = true};
    const float padding = ui.theme().dp(24);
    Rect card = ui.card(cut_top(area, ui.field_height(field, area.w) + 2 * padding, ui.theme().dp(20)), 24);
    ui.text_field(field, card, state.name);
    ui.keyboard({.clear = "Hapus", .space = "Spasi", .erase = "Hapus satu huruf"}, area, state.name);
    finish(ui, state, footer(true, "Lanjut"));
}

void signature(Ui& ui, State& state) {
    ui.screen("signature");
    bars(ui, state, 4);
    Rect area = ui.content();
    ui.title(area, "Tanda tangan", TextStyle::H2, 2);
    ui.paragraph(area, "Tanda tangani di dalam kotak memakai jari atau pena.");
    Rect card = ui.card(area).inset(-ui.theme().dp(10));
    Rect foot = cut_bottom(card, ui.button_height(), ui.theme().dp(20));
    if (ui.signature({.id = "pad", .label = "Kotak tanda tangan"}, card, state.ink)) state.last = "ink";
    const Button clear{.id = "clear", .label = "Hapus", .icon = Icon::Refresh};
    if (ui.button(clear, cut_right(foot, ui.button_width(clear), ui.gap()))) state.ink.clear();
    ui.paragraph(foot, "Angkat telapak tangan dari kaca saat menandatangani", TextStyle::Caption);
    finish(ui, state, footer(true, "Lanjut"));
}

void done(Ui& ui, State& state) {
    ui.screen("done");
    bars(ui, state, 5);
    const Rect area = ui.content();
    Rect card = ui.card(centred(area, std::min(area.w, ui.theme().grown(1100)), area.h), 28);
    ui.outcome(Tone::Success, card, 12);
    ui.title(card, "Perekaman selesai", TextStyle::H1, 6, Align::Centre);
    ui.paragraph(card, "Data Anda sedang diverifikasi. Simpan bukti ini untuk mengambil KTP-el.",
                 TextStyle::Body, 16, Align::Centre);
    const float inside = ui.theme().line(TextStyle::Caption) + ui.theme().line(TextStyle::Number);
    const Rect slot = cut_top(card, inside + 2 * ui.theme().dp(20), ui.theme().dp(16));
    Rect slip = ui.panel(centred(slot, ui.theme().grown(500), slot.h), 20);
    ui.paragraph(slip, "Nomor bukti", TextStyle::Caption, 0, Align::Centre);
    ui.title(slip, "R-1207", TextStyle::Number, 0, Align::Centre);
    ui.progress_bar({.id = "print", .label = "Mencetak bukti", .value = 0.4f, .word = "40%"}, card);
    finish(ui, state, footer(true, "Selesai dan keluar"));
}

void choose(Ui& ui, State& state) {
    ui.screen("choose");
    bars(ui, state, 0);
    Rect area = ui.content();
    ui.title(area, "Mengapa KTP-el perlu dicetak ulang?", TextStyle::H2, 16);
    ui.banner({.id = "info",
               .title = "Bawa surat kehilangan",
               .text = "Untuk KTP-el yang hilang, siapkan surat keterangan kehilangan dari kepolisian.",
               .tone = Tone::Warn},
              area);
    const std::string id = ui.choices({.selected = state.choice,
                                       .choices = {{.id = "hilang",
                                                    .title = "Hilang",
                                                    .subtitle = "Ada surat dari kepolisian",
                                                    .icon = Icon::Search},
                                                   {.id = "rusak",
                                                    .title = "Rusak",
                                                    .subtitle = "KTP-el lama dikembalikan",
                                                    .icon = Icon::Healing},
                                                   {.id = "berubah",
                                                    .title = "Data berubah",
                                                    .subtitle = "Misalnya alamat atau status kawin",
                                                    .icon = Icon::Edit},
                                                   {.id = "lain",
                                                    .title = "Alasan lain",
                                                    .subtitle = "Layanan ini di loket petugas",
                                                    .enabled = false}},
                                       .columns = ui.portrait() ? 1 : 2},
                                      area);
    if (!id.empty()) state.choice = id;
    finish(ui, state, footer(true, "Lanjut"));
    if (state.dialog) {
        const std::string tapped = ui.dialog(
            {.id = "leave",
             .title = "Batalkan permohonan?",
             .text = "Data yang sudah Anda isi akan dihapus dari layar ini. Permohonan dapat dimulai lagi "
                     "kapan saja.",
             .tone = Tone::Warn,
             .actions = {{.id = "stay", .label = "Lanjutkan mengisi"},
                         {.id = "leave.now", .label = "Ya, batalkan", .style = ButtonStyle::Danger}}});
        if (!tapped.empty()) {
            state.last = tapped;
            state.dialog = false;
        }
    }
}

}  // namespace loket::ui::gallery
