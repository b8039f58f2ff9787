// Pages around the application itself: nobody here, a service before it is begun, pictures of papers, review, reading, complaint,
// appointment, printing with a code.

#include "kiosk/samples/applicant_samples.h"

namespace loket::samples {

using namespace viewmodels;

namespace {

struct Say {
    const ui::Strings& words;
    bool english;

    [[nodiscard]] std::string operator()(const std::string& key, ui::Strings::Args args = {}) const { return words.text(key, args); }
    [[nodiscard]] std::string in(const char* indonesian, const char* other) const { return english ? other : indonesian; }
    [[nodiscard]] Stepper stepper(int current) const {
        Stepper steps{{}, current};
        for (const std::string step : {"identity", "confirm", "need", "bring", "review", "ticket"}) steps.labels.push_back(words.text("stepper." + step));
        return steps;
    }
};

viewmodels::Picture paper(int width, int height) {
    auto image = std::make_shared<RgbaImage>(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (x > width / 10 && x < width * 9 / 10 && y / 24 % 2 == 0) std::fill_n(image->at(x, y), 3, std::uint8_t{60});
    return {image, 1};
}

Attract attract(const Say& say, int slide) {
    const std::string key = "attract." + std::to_string(slide + 1);
    return {.title = say(key), .text = say(key + ".text"), .slide = slide, .slides = 4, .languages = {{"id", words("id").text("attract.begin")}, {"en", words("en").text("attract.begin")}, {"ms", words("ms").text("attract.begin")}}};
}

/// As long a list as any service has (S01).
Bring service(const Say& say, int page) {
    Bring view{.title = say.in("Kartu Keluarga (KK)", "Family card (KK)"), .service = say("service.hint"), .items = {}, .facts = {}, .more = {{"info", say("service.standard")}, {"appointment", say("service.appointment")}}, .next = say("action.start"), .page = page, .shot = {}, .stepper = {}};
    for (const auto* text : {"Surat pengantar RT/RW", "Formulir biodata keluarga bagi WNI", "Fotokopi buku nikah atau kutipan akta perkawinan", "Fotokopi kutipan akta kelahiran anggota keluarga", "Surat keterangan pindah datang bagi penduduk yang pindah dalam wilayah NKRI", "Surat keterangan datang dari luar negeri bagi WNI yang datang karena pindah", "KK lama yang rusak atau yang akan ditambah anggotanya", "Surat keterangan kehilangan dari kepolisian", "Paspor dan izin tinggal tetap bagi orang asing", "Surat keterangan kematian"})
        view.items.push_back({text, "F-1.01", say.in("Jika menambah atau mengurangi anggota keluarga", "If members of the family are added or taken off"), false, false, static_cast<int>(view.items.size()) + 1});
    view.facts = {{say("field.time"), say("bring.days", {{"days", "3"}})}, {say("field.fee"), say("bring.free")}, {say("field.product"), "Kartu Keluarga"}};
    return view;
}

Bring scans(const Say& say, std::optional<Bring::Shot> shot) {
    auto view = service(say, 0);
    view.title = say("bring.title");
    view.service = say.in("Kartu Keluarga (KK)", "Family card (KK)");
    view.more.clear();
    view.items.resize(5);
    for (auto& item : view.items) item.can_scan = true;
    view.items[1].scanned = true;
    view.next = say("action.next");
    view.stepper = say.stepper(3);
    view.shot = std::move(shot);
    return view;
}

Review review(const Say& say, std::size_t rows, int page) {
    Review view{.title = say("review.title"), .hint = say("review.hint", {{"service", "Surat Keterangan Kelahiran"}}), .rows = {}, .page = page, .next = say("action.take_ticket"), .stepper = say.stepper(4)};
    const std::vector<Row> some{{say.in("Nama bayi", "Name of the child"), "SITI CONTOH BINTI CONTOH"},
                                {say.in("Tanggal lahir bayi", "Day of birth"), "05-11-2026"},
                                {say.in("Desa atau kelurahan tempat lahir", "Village of birth"), "Kijang Kota, Bintan Timur"},
                                {say.in("Alamat lengkap: jalan, kampung, nomor rumah", "Street, hamlet and house number"), "JL. NUSANTARA KM. 18 NO. 5, KAMPUNG MEKAR SARI RT 003/RW 002"},
                                {say.in("Siapa saksi kedua?", "Who is the second witness?"), "2101•••••••••0003"}};
    for (std::size_t i = 0; i < rows; ++i) view.rows.push_back(some[i % some.size()]);
    view.rows.push_back({say("priority.title"), say("priority.none")});
    return view;
}

Reading rights(const Say& say, int page) {
    Reading view{.title = say("info.rights"), .hint = {}, .sections = {}, .page = page, .can_print = true, .notice = {}};
    for (int i = 1; i <= 11; ++i) view.sections.push_back({say("rights." + std::to_string(i)), say("rights." + std::to_string(i) + ".text")});
    return view;
}

Reading answer(const Say& say) {
    Reading view{.title = say("complaint.status.title", {{"number", "ADU-2026-0003"}}), .hint = {}, .sections = {}, .can_print = false, .notice = {}};
    view.sections = {{say("complaint.received"), "28 November 2026"}, {say("complaint.category"), say("complaint.category.WAKTU")}, {say("complaint.state"), say("complaint.state.answered")},
                     {say("complaint.answer"), say.in("Berkas Anda sudah diteruskan kepada Kepala Seksi. Kartu dapat diambil hari Senin.", "Your file has gone on to the head of section. The card can be collected on Monday.")}};
    return view;
}

Choice topics(const Say& say) {
    Choice view{.title = say("complaint.title"), .hint = say("complaint.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const std::string category : {"WAKTU", "PUNGUTAN", "PERILAKU", "DATA", "SARANA", "SARAN", "LAINNYA"}) view.items.push_back({category, say("complaint.category." + category), say("complaint.category." + category + ".hint")});
    return view;
}

/// Officers type what the centre gave.
Choice numbers(const Say& say, bool some) {
    Choice view{.title = say("numbers.title"), .hint = say(some ? "numbers.hint" : "numbers.none"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    if (!some) return view;
    view.items = {{"0", say("numbers.kk", {{"file", "BTN-261123-KK-0012-R"}, {"district", "Gunung Kijang"}}), say("numbers.for_paper")},
                  {"1", say("numbers.nik", {{"file", "BTN-261123-AKL-0003-M"}, {"district", "Bintan Timur"}}), say("numbers.born", {{"date", "05-11-2026"}, {"sex", "PEREMPUAN"}})}};
    return view;
}

Field number_entry(const Say& say) {
    return {.entry = Field::Entry::Digits, .title = say("numbers.kk", {{"file", "BTN-261123-KK-0012-R"}, {"district", "Gunung Kijang"}}), .hint = say("field.nik.hint"), .typed = "210105281126", .length = 16, .items = {}, .notice = {}, .stepper = {}};
}

Choice channels(const Say& say) {
    Choice view{.title = say("complaints.which_channel"), .hint = {}, .items = {}, .selected = {}, .stepper = {}, .direct = false};
    for (const std::string channel : {"LOKET", "SMS", "KOTAK_SARAN"}) view.items.push_back({channel, say("complaint.channel." + channel), {}});
    return view;
}

Slots slots(const Say& say, bool full) {
    Slots view{.title = say("appointment.slot"), .hint = say("appointment.day.hint"), .days = {}, .day = "2026-12-01", .morning = {}, .afternoon = {}};
    for (int i = 0; i < 5; ++i) view.days.push_back({"2026-12-0" + std::to_string(i + 1), say.in("Sel ", "Tue ") + std::to_string(i + 1) + say.in(" Des 2026", " Dec 2026")});
    for (const auto* at : {"08.00", "08.30", "09.00", "09.30", "10.00", "10.30", "11.00", "11.30"}) view.morning.push_back({at, at, say("appointment.places", {{"count", "3"}})});
    if (!full)
        for (const auto* at : {"13.00", "13.30", "14.00", "14.30", "15.00", "15.30"}) view.afternoon.push_back({at, at, say("appointment.places", {{"count", "2"}})});
    return view;
}

Slots no_slots(const Say& say) { return {.title = say("appointment.slot"), .hint = say("appointment.no_day"), .days = {}, .day = {}, .morning = {}, .afternoon = {}}; }

Identity print_code(const Say& say, std::string typed) {
    Identity view;
    view.mode = Identity::Mode::Code;
    view.choose_mode = false;
    view.title = say("reprint.code.title");
    view.hint = say("reprint.code.hint");
    view.length = 11;
    view.can_camera = true;
    view.can_continue = typed.size() == 11;
    view.typed = std::move(typed);
    return view;
}

Choice print_list(const Say& say) {
    Choice view{.title = say("reprint.list.title"), .hint = say("reprint.list.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    view.items = {{"0", "Kartu Keluarga", "2101/KK/2026/000012"}, {"1", "Surat Keterangan Pindah WNI", "2101/SKPWNI/2026/000007"}};
    return view;
}

Choice print_sure(const Say& say) {
    Choice view{.title = say("reprint.sure.title", {{"paper", "Surat Keterangan Pindah WNI"}}), .hint = say("reprint.sure.hint", {{"number", "2101/SKPWNI/2026/000007"}}), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const std::string way : {"print", "later"}) view.items.push_back({way, say("reprint." + way), say("reprint." + way + ".hint")});
    return view;
}

Field complaint_text(const Say& say, std::string typed) {
    Field view{.entry = Field::Entry::Text, .title = say("complaint.text"), .hint = say("complaint.text.hint"), .typed = std::move(typed), .lines = 4, .items = {}, .notice = {}, .stepper = {}};
    view.can_continue = !view.typed.empty();
    return view;
}

TicketPage number(const Say& say) {
    return {.title = say("complaint.number"), .other = {}, .number = "ADU-2026-0003", .service = say("complaint.category.WAKTU"), .ahead = say("complaint.promise", {{"date", "1 Desember 2026"}}), .wait = {}, .instruction = say("complaint.keep"), .courtesy = {}, .notice = {}, .slip = paper(576, 640)};
}

}  // namespace

std::vector<Sample> more_pages(const std::string& language) {
    const Say say{words(language), language == "en"};
    const Bring::Shot taking{.title = "Fotokopi buku nikah atau kutipan akta perkawinan", .picture = {}, .taken = false, .notice = {}};
    auto wrong_code = print_code(say, "7K3M-9QXP-C"), reading_code = print_code(say, "");
    wrong_code.notice = Notice{Tone::Warning, say("error.code.used")};
    reading_code.reading = true;
    auto taken = taking, failed = taking;
    taken.picture = paper(720, 960);
    taken.taken = taken.can_keep = true;
    auto blurred = taken, empty = taken;
    blurred.notice = Notice{Tone::Warning, say("hint.paper.blurred")};
    empty.notice = Notice{Tone::Warning, say("hint.paper.empty")};
    empty.can_keep = false;
    failed.notice = Notice{Tone::Warning, say("error.gone")};
    auto reading = rights(say, 1);
    reading.notice = Notice{Tone::Info, say("reading.printing")};
    return {sample("attract", attract(say, 0)),
            sample("attract-2", attract(say, 1)),
            sample("attract-3", attract(say, 2)),
            sample("service", service(say, 0)),
            sample("service-last", service(say, 99)),
            sample("scan-list", scans(say, std::nullopt)),
            sample("scan-taking", scans(say, taking)),
            sample("scan-taken", scans(say, taken)),
            sample("scan-blurred", scans(say, blurred)),
            sample("scan-empty", scans(say, empty)),
            sample("scan-failed", scans(say, failed)),
            sample("review", review(say, 4, 0)),
            sample("review-long", review(say, 16, 1)),
            sample("reading", rights(say, 0)),
            sample("reading-last", reading),
            sample("complaint-topics", topics(say)),
            sample("complaint-text", complaint_text(say, "")),
            sample("complaint-text-long", complaint_text(say, "SUDAH LIMA HARI BERKAS SAYA BELUM SELESAI, PADAHAL DI RESI TERTULIS TIGA HARI. SETIAP SAYA TANYA JAWABNYA TUNGGU SAJA. TOLONG DIBANTU, SAYA PERLU UNTUK MENDAFTAR SEKOLAH ANAK ")),
            sample("complaint-number", number(say)),
            sample("complaint-answer", answer(say)),
            sample("complaint-channel", channels(say)),
            sample("numbers", numbers(say, true)),
            sample("numbers-none", numbers(say, false)),
            sample("numbers-entry", number_entry(say)),
            sample("appointment-slots", slots(say, false)),
            sample("appointment-morning", slots(say, true)),
            sample("appointment-none", no_slots(say)),
            sample("reprint-code", print_code(say, "7K3M-9")),
            sample("reprint-code-used", wrong_code),
            sample("reprint-code-reading", reading_code),
            sample("reprint-list", print_list(say)),
            sample("reprint-sure", print_sure(say)),
            sample("reprint-printing", Message{Tone::Info, say("reprint.printing"), say("reprint.printing.text"), {}}),
            sample("reprint-done", Message{Tone::Good, say("reprint.done"), say("reprint.done.text"), say("action.done")})};
}

}  // namespace loket::samples
