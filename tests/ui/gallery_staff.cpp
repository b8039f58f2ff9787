// The pages of officers, and the pictures of the gallery.

#include "gallery.h"

#include <fmt/format.h>

#include <cmath>

namespace loket::ui::gallery {

namespace {

void nav(Ui& ui, State& state) {
    const std::string tapped = ui.side_nav(
        {.title = "Verifikasi",
         .subtitle = "Rahmat Hidayat",
         .badge = "Simulasi",
         .items = {{.id = "queue", .label = "Antrean verifikasi", .icon = Icon::Assignment, .count = 12},
                   {.id = "duplicates", .label = "Duplikat (1:N)", .icon = Icon::Person},
                   {.id = "rejected", .label = "Ditolak", .icon = Icon::Error},
                   {.id = "history", .label = "Riwayat saya", .icon = Icon::Schedule},
                   {.id = "devices", .label = "Perangkat", .icon = Icon::Devices}},
         .selected = "queue",
         .bottom = {{.id = "logout", .label = "Keluar", .icon = Icon::Logout}}});
    if (!tapped.empty()) state.last = tapped;
}

struct Sample {
    const char *name, *nik, *time, *status;
    Tone tone;
};
constexpr Sample kSamples[] = {{"SITI NURHALIZA", "2171••••••0000", "09.00", "Lengkap", Tone::Success},
                               {"BUDI SANTOSO", "2171••••••0037", "09.07", "Kualitas jari", Tone::Warn},
                               {"MADE WIRAWAN", "2171••••••0074", "09.14", "Lengkap", Tone::Success},
                               {"YOSEPHINA RUMBIAK", "2171••••••0111", "09.21", "Cek duplikat", Tone::Error}};

Table queue_table(const State& state) {
    Table table{.id = "waiting",
                .columns = {{.title = "No. bukti", .weight = 1.2f},
                            {.title = "Nama", .weight = 2.1f},
                            {.title = "NIK", .weight = 1.9f, .digits = true},
                            {.title = "Masuk", .weight = 1.15f, .digits = true},
                            {.title = "Status", .weight = 1.4f}},
                .selected = state.selected,
                .empty = "Tidak ada berkas",
                .next = "Halaman berikut",
                .previous = "Halaman sebelum"};
    for (int i = 0; i < 32; ++i) {
        const Sample& sample = kSamples[i % 4];
        table.rows.push_back({fmt::format("R-{}", 1207 + i),
                              {{fmt::format("R-{}", 1207 + i)},
                               {sample.name},
                               {sample.nik},
                               {sample.time},
                               {sample.status, sample.tone}}});
    }
    return table;
}

}  // namespace

void verification(Ui& ui, State& state) {
    ui.screen("verification");
    nav(ui, state);
    Rect area = ui.content();
    ui.title(area, "Antrean verifikasi  ·  12 menunggu", TextStyle::H2, 20);
    const auto parts = columns(area, {918, 598}, ui.theme().dp(30));
    ui.card(parts[0]);
    if (const auto row = ui.table(queue_table(state), parts[0].inset(ui.theme().dp(9)), state.table);
        !row.empty())
        state.selected = row;
    Rect detail = ui.card(parts[1]).inset(-ui.theme().dp(8));
    ui.title(detail, "YOSEPHINA RUMBIAK", TextStyle::H3, 0);
    ui.paragraph(detail, state.selected + " · kandidat duplikat: 1", TextStyle::Caption);
    const Rect actions = cut_bottom(detail, ui.button_height(), ui.gap());
    const auto views =
        columns(cut_top(detail, std::min(ui.theme().dp(250), detail.h * 0.45f), ui.theme().dp(20)), {1, 1},
                ui.theme().dp(16));
    ui.picture(
        {.id = "now", .label = "Foto hari ini", .picture = state.face, .radius = 16, .caption = "Hari ini"},
        views[0]);
    ui.picture({.id = "archive",
                .label = "Foto arsip",
                .picture = state.face,
                .radius = 16,
                .caption = "Arsip 2014"},
               views[1]);
    const auto scores =
        rows(cut_top(detail, std::min(detail.h, ui.theme().grown(250))), {1, 1, 1}, ui.theme().dp(8));
    ui.quality_bar({.id = "s.face", .label = "Wajah", .word = "91%", .value = 0.91f, .tone = Tone::Error},
                   scores[0]);
    ui.quality_bar(
        {.id = "s.finger", .label = "Sidik jari", .word = "34%", .value = 0.34f, .tone = Tone::Success},
        scores[1]);
    ui.quality_bar({.id = "s.iris", .label = "Iris", .word = "12%", .value = 0.12f, .tone = Tone::Success},
                   scores[2]);
    const auto buttons = columns(actions, {1, 1}, ui.theme().dp(16));
    if (ui.button({.id = "duplicate", .label = "Duplikat", .icon = Icon::Error}, buttons[0]))
        state.last = "duplicate";
    if (ui.button({.id = "distinct",
                   .label = "Bukan duplikat",
                   .style = ButtonStyle::Primary,
                   .icon = Icon::CheckCircle},
                  buttons[1]))
        state.last = "distinct";
}

void checklist(Ui& ui, State& state) {
    ui.screen("checklist");
    nav(ui, state);
    Rect area = ui.content();
    ui.title(area, "Pemeriksaan berkas", TextStyle::H2, 20);
    const auto parts = columns(area, {1, 1}, ui.theme().dp(30));
    Rect left = ui.card(parts[0]);
    const CheckState states[] = {CheckState::Pass, CheckState::Fail, CheckState::NotApplicable, state.check};
    const char* labels[] = {"Formulir F-1.02 ditandatangani", "Kartu Keluarga asli",
                            "Surat kehilangan dari kepolisian", "Pas foto sesuai tahun lahir"};
    const char* notes[] = {"", "Foto kopi buram, minta yang asli", "", "Latar merah untuk tahun ganjil"};
    for (int i = 0; i < 4; ++i)
        if (const auto given = ui.check_row({.id = fmt::format("c{}", i),
                                             .label = labels[i],
                                             .note = notes[i],
                                             .state = states[i],
                                             .pass = "Ada",
                                             .fail = "Tidak ada",
                                             .not_applicable = "Tidak perlu"},
                                            left))
            state.check = *given;
    Rect right = ui.card(parts[1]);
    ui.text_field({.id = "user", .label = "Nama pengguna", .placeholder = "nama.petugas"}, right, state.user);
    ui.text_field({.id = "pin",
                   .label = "PIN",
                   .hint = "6 angka",
                   .error = "PIN salah. Coba lagi; sisa 2 kali.",
                   .masked = true},
                  right, state.pin);
    ui.key_values({{.key = "Nama lengkap", .value = "SITI NURHALIZA", .edit = "Ubah", .id = "edit.name"},
                   {.key = "Alamat",
                    .value = "Jl. Merdeka 12, RT 001/RW 002, Tanjungpinang Kota",
                    .edit = "Ubah",
                    .id = "edit.address"}},
                  right);
}

void review(Ui& ui, State& state) {
    ui.screen("review");
    nav(ui, state);
    Rect area = ui.content();
    ui.title(area, "Laporan hari ini", TextStyle::H2, 20);
    const auto parts = columns(area, {1, 1}, ui.theme().dp(30));
    ui.bar_chart({.id = "services",
                  .label = "Layanan hari ini",
                  .bars = {{"KTP-el baru", 42, "42"},
                           {"Cetak ulang", 31, "31", Tone::Success},
                           {"Akta kelahiran", 18, "18", Tone::Warn},
                           {"Pindah datang", 7, "7", Tone::Error},
                           {"KIA", 0, "0"}}},
                 ui.card(parts[0]));
    Rect right = ui.card(parts[1]);
    ui.picture({.id = "ridges",
                .label = "Sidik jari",
                .picture = state.finger,
                .fit = PictureFit::Contain,
                .radius = 0},
               cut_top(right, right.h * 0.5f, ui.gap()));
    ui.progress_ring({.id = "ring", .label = "Kemajuan", .value = 0.72f, .word = "72%"},
                     cut_left(right, std::min(right.h, right.w * 0.4f), ui.gap()));
    ui.paragraph(right, "Tujuh puluh dua dari seratus berkas sudah selesai diperiksa.");
}

void status(Ui& ui, State& state) {
    ui.screen("status");
    nav(ui, state);
    Rect area = ui.content();
    ui.title(area, "Status", TextStyle::H2, 20);
    for (const Tone tone : {Tone::Info, Tone::Success, Tone::Warn, Tone::Error})
        ui.banner({.id = fmt::format("b{}", static_cast<int>(tone)),
                   .title = "Pencetak kartu kehabisan pita",
                   .text = "Buka penutup depan, ganti pita YMCKO, lalu tekan Lanjut pada pencetak.",
                   .tone = tone},
                  area);
    if (const auto tab = ui.segmented("range",
                                      {{.id = "day", .title = "Hari ini"},
                                       {.id = "week", .title = "Minggu ini"},
                                       {.id = "month", .title = "Bulan ini"}},
                                      "day", cut_top(area, ui.theme().grown(60), ui.gap()));
        !tab.empty())
        state.last = tab;
    const auto buttons = columns(cut_top(area, ui.button_height(), ui.gap()), {1, 1, 1, 1, 1}, ui.gap());
    ui.button({.id = "primary", .label = "Simpan", .style = ButtonStyle::Primary, .icon = Icon::Save},
              buttons[0]);
    ui.button({.id = "secondary", .label = "Cetak", .icon = Icon::Print}, buttons[1]);
    ui.button({.id = "danger", .label = "Tolak", .style = ButtonStyle::Danger, .icon = Icon::Block},
              buttons[2]);
    ui.button({.id = "quiet", .label = "Lewati", .style = ButtonStyle::Quiet}, buttons[3]);
    ui.button({.id = "off", .label = "Kirim", .style = ButtonStyle::Primary, .enabled = false}, buttons[4]);
    ui.picture(
        {.id = "none", .label = "Kamera", .absent = "Kamera tidak terhubung. Petugas sudah diberi tahu."},
        cut_left(area, area.w / 3, ui.gap()));
    ui.progress_bar({.id = "work", .label = "Menyinkronkan", .value = 0.3f, .word = "12 / 40"}, area);
    ui.toast("Berkas R-1210 disimpan", Tone::Success);
}

Picture test_portrait() {
    auto image = std::make_shared<RgbaImage>(720, 960);
    const auto inside = [](float x, float y, float cx, float cy, float rx, float ry) {
        return std::pow((x - cx) / rx, 2.f) + std::pow((y - cy) / ry, 2.f) < 1;
    };
    for (int y = 0; y < image->height; ++y)
        for (int x = 0; x < image->width; ++x) {
            const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
            Colour colour = mix(rgb(0xBFD0E4), rgb(0x8FA5C4), fy / 960);
            if (inside(fx, fy, 360, 960, 330, 260)) colour = rgb(0x243A66);
            if (inside(fx, fy, 360, 400, 215, 290)) colour = rgb(0x1E1714);
            if (inside(fx, fy, 360, 700, 95, 130)) colour = rgb(0xB57F63);
            if (inside(fx, fy, 360, 440, 180, 240)) colour = mix(rgb(0xCB9376), rgb(0xA97258), fx / 720);
            if (inside(fx, fy, 290, 420, 34, 15) || inside(fx, fy, 430, 420, 34, 15)) colour = rgb(0xF4F2EE);
            if (inside(fx, fy, 290, 420, 14, 14) || inside(fx, fy, 430, 420, 14, 14)) colour = rgb(0x241A14);
            if (inside(fx, fy, 360, 565, 60, 16)) colour = rgb(0x9A4744);
            for (int c = 0; c < 3; ++c) image->at(x, y)[c] = static_cast<std::uint8_t>(colour >> (8 * c));
        }
    return std::shared_ptr<const RgbaImage>(image);
}

Picture test_ridges() {
    auto image = std::make_shared<GrayImage>(800, 1000);
    for (int y = 0; y < image->height; ++y)
        for (int x = 0; x < image->width; ++x) {
            const float dx = static_cast<float>(x - 400), dy = static_cast<float>(y - 520) * 0.8f,
                        r = std::hypot(dx, dy);
            const float wave = std::sin(r / 2.9f + 3 * std::atan2(dy, dx));
            image->at(x, y) = r > 380 ? 255 : static_cast<std::uint8_t>(140 + 100 * wave);
        }
    return std::shared_ptr<const GrayImage>(image);
}

State filled() {
    State state;
    state.face = test_portrait();
    state.finger = test_ridges();
    const Rect pad{0, 0, 1000, 300};
    std::vector<PointerSample> samples;
    for (int i = 0; i < 160; ++i) {
        const float t = static_cast<float>(i) / 160 * 25;
        samples.push_back({{200 + t * 20 + 40 * std::sin(t), 160 + 60 * std::cos(t) - t},
                           1,
                           from_millis(1000 + i * 9),
                           i == 0});
    }
    state.ink.add(samples, pad);
    return state;
}

}  // namespace loket::ui::gallery
