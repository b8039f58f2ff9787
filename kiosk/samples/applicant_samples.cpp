#include "kiosk/samples/applicant_samples.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/app/core/reference.h"

namespace loket::samples {

using namespace viewmodels;

const ui::Strings& words(const std::string& language) {
    static const auto load = [](const char* code) {
        return ui::Strings::load(app::find_assets() / "strings", code).value();
    };
    static const auto indonesian = load("id"), english = load("en"), malay = load("ms");
    return language == "en" ? english : language == "ms" ? malay : indonesian;
}

Chrome chrome(const std::string& language) {
    const auto& say = words(language);
    return {.office = say.text("chrome.office"),
            .place = say.text("chrome.place"),
            .date = language == "en" ? "Mon 23 Nov 2026" : language == "ms" ? "Isn 23 Nov 2026" : "Sen 23 Nov 2026",
            .time = "10.24 WIB",
            .language = language,
            .simulated = true,
            .officer = {},
            .notice = {},
            .officer_called = {},
            .back = true};
}

namespace {

struct Maker {
    const ui::Strings& say;
    bool english;

    [[nodiscard]] std::string in(const char* indonesian, const char* other) const {
        return english ? other : indonesian;
    }
    [[nodiscard]] Stepper stepper(int current) const {
        return {{say.text("stepper.identity"), say.text("stepper.confirm"), say.text("stepper.need"),
                 say.text("stepper.bring"), say.text("stepper.review"), say.text("stepper.ticket")},
                current};
    }
};

Home home(const Maker& make, int services) {
    Home view;
    const auto hint = make.say.text("home.service_hint", {{"days", "3"}});
    const std::vector<std::string> names{"KTP-el",
                                         "Kartu Keluarga",
                                         make.in("Kartu Identitas Anak", "Child identity card"),
                                         make.in("Surat Keterangan Pindah", "Letter of moving out"),
                                         make.in("Surat Keterangan Kelahiran", "Letter of birth"),
                                         make.in("Surat Keterangan Tempat Tinggal", "Letter of residence")};
    for (int i = 0; i < services; ++i)
        view.services.push_back({"S0" + std::to_string(i + 2), names[static_cast<std::size_t>(i)], hint});
    for (const std::string errand : {"status", "collect", "reprint", "appointment", "complain", "info", "survey"})
        view.errands.push_back({errand, make.say.text("home." + errand)});
    return view;
}

Identity identity(const Maker& make, Identity::Mode mode, std::string typed) {
    const std::string kind = mode == Identity::Mode::Nik ? "nik" : mode == Identity::Mode::Kk ? "kk" : mode == Identity::Mode::Passport ? "passport" : "resi";
    Identity view;
    view.newcomer = mode == Identity::Mode::Passport;
    view.mode = mode;
    view.choose_mode = mode != Identity::Mode::Resi;
    view.can_card = mode == Identity::Mode::Nik;
    view.title = make.say.text("identity." + kind + ".title");
    view.hint = make.say.text("identity." + kind + ".hint");
    view.length = mode == Identity::Mode::Resi ? 21 : mode == Identity::Mode::Passport ? 15 : 16;
    view.can_continue = typed.size() == view.length || mode == Identity::Mode::Passport;
    if (mode == Identity::Mode::Nik && typed.size() >= 12)
        view.preview = {{make.say.text("field.district"), "Bintan Timur"},
                        {make.say.text("field.born"), make.in("12 September 1990", "12 September 1990")},
                        {make.say.text("field.sex"), make.say.text("sex.female")}};
    view.typed = std::move(typed);
    if (mode != Identity::Mode::Resi) view.stepper = make.stepper(0);
    return view;
}

Identity wrong(Identity view, const Maker& make, const char* code) {
    view.notice = Notice{Tone::Warning, make.say.text(code)};
    return view;
}

Confirm confirm(const Maker& make, bool family, bool chosen) {
    Confirm view;
    view.stepper = make.stepper(1);
    if (family)
        view.members = {"B••• S••••••", "S••• N••••••• B•••• A•••••", "D••• P••••••", "R•••• A•••••••",
                        "I•••• M•••••••"};
    if (family && chosen) view.selected = 1;
    view.can_continue = chosen;
    if (chosen)
        view.rows = {{make.say.text("field.nik"), "2101•••••••••0003"},
                     {make.say.text("field.name"), "S••• N••••••• B•••• A•••••"},
                     {make.say.text("field.birth_year"), "1990"},
                     {make.say.text("field.village"), "Kijang Kota"},
                     {make.say.text("field.district"), "Bintan Timur"}};
    return view;
}

Choice reason(const Maker& make) {
    return {.title = make.in("Mengapa Anda mengurus KTP-el?", "Why do you need a KTP-el?"),
            .hint = make.say.text("question.hint"),
            .items = {{"PEMULA", make.in("KTP-el pertama saya", "My first KTP-el"),
                       make.in("Usia 17 tahun ke atas, atau sudah kawin", "Aged 17 or over, or married")},
                      {"HILANG", make.in("KTP-el saya hilang", "I lost my KTP-el"),
                       make.in("Bawa laporan kehilangan dari kepolisian", "Bring the police report of loss")},
                      {"RUSAK", make.in("KTP-el saya rusak", "My KTP-el is damaged"),
                       make.in("Bawa KTP yang rusak", "Bring the damaged card")},
                      {"PERUBAHAN", make.in("Data saya berubah", "My data changed"),
                       make.in("Misalnya alamat, status kawin, pekerjaan",
                               "For example address, marital status, occupation")}},
            .selected = "HILANG",
            .stepper = make.stepper(2)};
}

Field field(const Maker& make, Field::Entry entry, std::string typed) {
    Field view{.entry = entry, .title = make.in("Nomor KK yang akan ditumpangi", "Number of the family card to join"), .hint = {}, .typed = std::move(typed), .length = 16, .items = {}};
    view.stepper = make.stepper(2);
    view.can_continue = !view.typed.empty();
    return view;
}

Field text_field(const Maker& make) {
    auto view = field(make, Field::Entry::Text, "JL. NUSANTARA KM. 18 NO. 5, KAMPUNG MEKAR SARI");
    view.title = make.in("Alamat lengkap: jalan, kampung, nomor rumah", "Street, hamlet and house number");
    view.optional = true;
    return view;
}

Field wrong_text(const Maker& make) {
    auto view = text_field(make);
    view.notice = Notice{Tone::Warning, make.say.text("error.answers.shape")};
    return view;
}

Field date_field(const Maker& make, bool wrong) {
    auto view = field(make, Field::Entry::Date, wrong ? "31022026" : "0501");
    view.title = make.in("Kapan rencana pindah?", "When will you move?");
    view.hint = make.say.text("field.date.hint");
    view.length = 8;
    if (wrong) view.notice = Notice{Tone::Warning, make.say.text("error.answers.no_such_day")};
    return view;
}

Field people_field(const Maker& make) {
    auto view = field(make, Field::Entry::People, "");
    view.title = make.in("Pilih semua yang pindah", "Choose everybody who moves");
    view.hint = make.say.text("field.persons.hint");
    for (const auto* name : {"B••• S••••••", "S••• N••••••• B•••• A•••••", "D••• P••••••", "R•••• A•••••••", "I•••• M•••••••"})
        view.items.push_back({name, "1990", view.items.size() % 2 == 0});
    view.can_continue = true;
    return view;
}

Field region_field(const Maker& make) {
    auto view = field(make, Field::Entry::Region, "KIJANG");
    view.title = make.in("Desa atau kelurahan", "Village");
    view.hint = make.say.text("field.region.hint");
    for (const auto* place : {"Kijang Kota, Bintan Timur", "Gunung Kijang, Kabupaten Bintan", "Toapaya Selatan, Toapaya"})
        view.items.push_back({place, {}, false});
    return view;
}

Field numbers_field(const Maker& make) {
    auto view = field(make, Field::Entry::Digits, "3174061506850002");
    view.title = make.in("NIK semua yang datang", "NIKs of everybody who comes");
    view.hint = make.say.text("field.persons_typed.hint");
    view.items = {{"3174•••••••••0001", {}, true}};
    view.can_add = true;
    return view;
}

Choice services(const Maker& make) {
    Choice view{.title = make.say.text("home.group.D"), .hint = make.say.text("services.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto* name : {"SKTT", "Surat Keterangan Kelahiran", "Surat Keterangan Lahir Mati", "Pembatalan Perkawinan", "Pembatalan Perceraian", "Surat Keterangan Kematian", "Pengangkatan Anak", "Pelepasan Kewarganegaraan"})
        view.items.push_back({fmt::format("S{:02}", 8 + view.items.size()), name, make.say.text("home.service_hint", {{"days", "3"}})});
    return view;
}

Choice priority(const Maker& make) {
    Choice view{.title = make.say.text("priority.title"),
                .hint = make.say.text("priority.hint"),
                .items = {},
                .selected = {},
                .stepper = make.stepper(2)};
    for (const std::string value : {"none", "elderly", "disability", "pregnant"})
        view.items.push_back(
            {value, make.say.text("priority." + value), make.say.text("priority." + value + ".hint")});
    return view;
}

Bring bring(const Maker& make, bool recorded) {
    const auto first = make.in("Karena ini KTP-el pertama Anda", "Because this is your first KTP-el"),
               always = make.in("Selalu diperlukan", "Always needed");
    return {
        .title = make.say.text("bring.title"),
        .service = make.in("KTP-el", "Electronic ID card (KTP-el)"),
        .items = {{make.in("Surat pengantar RT/RW", "Letter of introduction from RT/RW"), "", first, false,
                   false},
                  {make.in("Formulir permohonan KTP", "KTP application form"), "F-1.21", first, false, false},
                  {make.in("Laporan kehilangan dari kepolisian", "Police report of the loss"), "",
                   make.in("Karena KTP-el Anda hilang", "Because your KTP-el was lost"), false, false},
                  {make.in("Fotokopi Kartu Keluarga terbaru yang sah",
                           "Copy of the latest valid family card"),
                   "", always, false, false},
                  {make.in("Perekaman sidik jari, iris, foto dan tanda tangan",
                           "Recording of fingerprints, irises, photo and signature"),
                   "",
                   make.in("Selalu diperlukan; dapat dilakukan hari ini di loket perekaman",
                           "Always needed; can be done today at the recording desk"),
                   true, recorded}},
        .facts = {{make.say.text("field.time"), make.say.text("bring.days", {{"days", "3"}})},
                  {make.say.text("field.fee"), make.say.text("bring.free")},
                  {make.say.text("field.product"), make.in("Dokumen KTP-el", "KTP-el card")}},
        .more = {},
        .next = make.say.text("action.next"),
        .shot = {},
        .stepper = make.stepper(3)};
}

/// A slip of the right shape: paper with lines where its text is.
viewmodels::Picture slip() {
    auto paper = std::make_shared<RgbaImage>(576, 760);
    for (int y = 0; y < paper->height; ++y)
        for (int x = 0; x < paper->width; ++x)
            if (x > 60 && x < 516 && y > 40 && y < 720 && y / 24 % 2 == 0)
                std::fill_n(paper->at(x, y), 3, std::uint8_t{40});
    return {paper, 1};
}

TicketPage ticket(const Maker& make, bool priority, bool printed) {
    TicketPage view{.title = {},
                    .other = {},
                    .number = "A-017",
                    .service = make.in("KTP-el", "Electronic ID card (KTP-el)"),
                    .priority = priority,
                    .ahead = make.say.text("ticket.ahead", {{"count", "3"}}),
                    .wait = make.say.text("ticket.wait", {{"minutes", "45"}}),
                    .instruction = make.say.text("ticket.instruction"),
                    .courtesy = make.say.text("ticket.several"),
                    .notice = {},
                    .slip = {}};
    if (printed)
        view.slip = slip();
    else
        view.notice = Notice{Tone::Warning, make.say.text("ticket.remember_number")};
    return view;
}

viewmodels::Status status(const Maker& make, int at) {
    using State = viewmodels::Status::Step::State;
    struct Text {
        const char *id, *en, *role;
    };
    static constexpr std::array<Text, 10> kSteps{
        {{"Menyerahkan berkas permohonan", "Hands in the application file", "PEMOHON"},
         {"Penerimaan berkas oleh front office", "Front office receives the file", "FO"},
         {"Periksa kelengkapan, registrasi, beri Resi Bukti Pengurusan",
          "Checks completeness, registers, gives the resi", "FO"},
         {"Meneruskan kepada Kepala Seksi", "Forwards to the head of section", "PET"},
         {"Verifikasi dan paraf Kepala Seksi", "Head of section verifies and initials", "KASI"},
         {"Verifikasi dan paraf Kepala Bidang", "Head of division verifies and initials", "KABID"},
         {"Memproses dan mencetak KTP-el", "Processes and prints the card", "OP_CETAK"},
         {"Registrasi dan aktivasi, tidak dapat diwakilkan",
          "Registration and activation in person, never by proxy", "PET"},
         {"Menyerahkan KTP-el dengan resi", "Hands over the card against the resi", "FO"},
         {"Pemohon menandatangani bukti pengambilan", "Applicant signs the receipt of pick-up", "PEMOHON"}}};
    viewmodels::Status view{.resi = "BTN-261123-KTP-0042-K",
                            .service = make.in("KTP-el", "Electronic ID card (KTP-el)"),
                            .headline = {},
                            .next = {},
                            .you_must = {},
                            .promised = "26 November 2026",
                            .steps = {},
                            .ready = at == 8};
    for (int no = 1; no <= 10; ++no) {
        const auto& step = kSteps[static_cast<std::size_t>(no) - 1];
        const auto state = no < at ? State::Done : no == at ? State::Now : State::Later;
        view.steps.push_back({make.in(step.id, step.en), make.say.text(std::string("role.") + step.role),
                              state == State::Done ? "23-11 09.41" : "", state});
    }
    const auto& now = kSteps[static_cast<std::size_t>(at) - 1];
    view.headline = view.ready ? make.say.text("status.ready")
                               : make.say.text("status.step.verify",
                                               {{"who", make.say.text(std::string("role.") + now.role)}});
    view.next = make.say.text("status.then", {{"step", make.in(now.id, now.en)}, {"who", make.say.text("role.KABID")}});
    view.can_complain = at != 8;
    if (at == 5) view.stopped = make.say.text("status.stopped.days", {{"days", "2"}});
    view.you_must = make.say.text(view.ready ? "status.come_yourself" : "status.nothing_to_do");
    return view;
}

Survey survey(const Maker& make, int index, int selected) {
    Survey view{.index = index,
                .count = 9,
                .question = make.say.text(fmt::format("ikm.u{}", index + 1)),
                .options = {},
                .selected = selected};
    for (int score = 1; score <= 4; ++score)
        view.options.push_back(
            make.say.text(fmt::format("ikm.u{}.{}", index + 1, score)));
    return view;
}

Display display(const Maker& make, bool busy) {
    Display view;
    if (busy) {
        view.now = Display::Call{"A-017", "3"};
        view.recent = {{"B-112", "1"}, {"A-016", "2"}, {"C-023", "4"}, {"B-111", "1"}, {"A-015", "2"}};
        view.waiting = 12;
    }
    view.notice = make.say.text("display.notice");
    return view;
}

Display display_calling(const Maker& make) {
    Display view = display(make, true);
    view.calling = view.lit = true;
    return view;
}

Display display_stale(const Maker& make) {
    Display view = display(make, true);
    view.stale = make.say.text("display.stale", {{"time", "10.24"}});
    return view;
}

}  // namespace

std::vector<Sample> pages(const std::string& language) {
    const Maker make{words(language), language == "en"};
    using Mode = Identity::Mode;
    std::vector<Sample> all{
        sample("home", home(make, 1)),
        sample("home-many", home(make, 6)),
        sample("nik-empty", identity(make, Mode::Nik, "")),
        sample("nik", identity(make, Mode::Nik, "210105520990")),
        sample("nik-full", identity(make, Mode::Nik, "2101055209900003")),
        sample("nik-wrong", wrong(identity(make, Mode::Nik, "2101059909900003"), make, "error.nik.date")),
        sample("kk", identity(make, Mode::Kk, "21010512")),
        sample("resi", identity(make, Mode::Resi, "BTN-261123-KT")),
        sample("resi-wrong",
               wrong(identity(make, Mode::Resi, "BTN-261123-KTP-0042-W"), make, "error.resi.check")),
        sample("confirm", confirm(make, false, true)),
        sample("confirm-family", confirm(make, true, true)),
        sample("confirm-nobody", confirm(make, true, false)),
        sample("choice", reason(make)),
        sample("services", services(make)),
        sample("passport", identity(make, Mode::Passport, "X1234567")),
        sample("field-text", text_field(make)),
        sample("field-text-wrong", wrong_text(make)),
        sample("field-number", field(make, Field::Entry::Digits, "2101051209")),
        sample("field-date", date_field(make, false)),
        sample("field-date-wrong", date_field(make, true)),
        sample("field-people", people_field(make)),
        sample("field-region", region_field(make)),
        sample("field-numbers", numbers_field(make)),
        sample("priority", priority(make)),
        sample("bring", bring(make, false)),
        sample("bring-recorded", bring(make, true)),
        sample("ticket", ticket(make, false, true)),
        sample("ticket-unprinted", ticket(make, true, false)),
        sample("status", status(make, 5)),
        sample("status-ready", status(make, 8)),
        sample("message", Message{Tone::Good, make.say.text("thanks.title"), make.say.text("thanks.text"),
                                  make.say.text("action.done")}),
        sample("message-refused",
               Message{Tone::Warning, make.say.text("refused.title"),
                       make.say.text("error.case.already_open"), make.say.text("action.done"), make.say.text("home.status")}),
        sample("display", display(make, true)),
        sample("display-empty", display(make, false)),
        sample("display-calling", display_calling(make)),
        sample("display-stale", display_stale(make))};
    for (int question = 0; question < 9; ++question)
        all.push_back(sample("survey-" + std::to_string(question + 1), survey(make, question, question % 5)));
    for (auto& more : more_pages(language)) all.push_back(std::move(more));
    for (auto& more : setup_pages(language)) all.push_back(std::move(more));
    return all;
}

Sample page(const std::string& language, const std::string& name) {
    for (auto& each : pages(language))
        if (each.name == name) return each;
    return {"no such page", [](ui::Ui&, const ui::Strings&, const Chrome&, Intents&) {}};
}

Intents Stage::take() { return std::exchange(intents, {}); }

Intents Stage::tap(const std::string& node) {
    intents.clear();
    view->tap(node);
    return take();
}

std::unique_ptr<Stage> open(const Sample& sample, const Chrome& chrome, const ui::HeadlessOptions& options) {
    static const auto fonts = ui::Fonts::load({});  // the usual letters are not made anew for every page
    auto stage = std::make_unique<Stage>();
    const auto draw = [sample, chrome, &say = words(chrome.language), into = stage.get()](ui::Ui& ui) {
        sample.draw(ui, say, chrome, into->intents);
    };
    stage->view = std::move(ui::Headless::create(draw, options).value());
    stage->intents.clear();
    return stage;
}

}  // namespace loket::samples
