// The first pages of a new machine, those on which an office enrols at a register, and those of a kiosk that does not open its office.

#include "kiosk/samples/applicant_samples.h"

namespace loket::samples {

using namespace viewmodels;

namespace {

Message setup_message(const ui::Strings& say, const std::string& step, Tone tone, ui::Strings::Args args = {}) {
    return {tone, say.text("setup." + step + ".title"), say.text("setup." + step + ".text", args), say.text("action.next")};
}

Field setup_field(const ui::Strings& say, const std::string& step, std::string typed) {
    return {.entry = Field::Entry::Address, .title = say.text("setup." + step + ".title"), .hint = say.text("setup." + step + ".hint"), .typed = std::move(typed), .items = {}, .can_continue = true};
}

Choice setup_choice(const ui::Strings& say, const std::string& step, const std::vector<std::string>& values) {
    const std::string key = "setup." + step;
    Choice view{.title = say.text(key + ".title"), .hint = say.text(key + ".hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto& value : values) view.items.push_back({value, say.text(key + "." + value), say.text(key + "." + value + ".hint")});
    return view;
}

Message closed_message(const ui::Strings& say, const std::string& code) { return {Tone::Warning, say.text("maintenance_page.title"), say.text("trouble." + code), {}}; }

Field closed_field(const ui::Strings& say, const std::string& what, Field::Entry entry, std::string typed, std::size_t length) {
    Field view{.entry = entry, .title = say.text("closed." + what + ".title"), .hint = say.text("closed." + what + ".hint"), .typed = std::move(typed), .length = length, .items = {}};
    view.can_continue = view.typed.size() == length;
    return view;
}

}  // namespace

std::vector<Sample> setup_pages(const std::string& language) {
    const auto& say = words(language);
    auto network = setup_message(say, "welcome", Tone::Info), recovery = setup_message(say, "recovery", Tone::Warning, {{"key", "vdkbtgje-hfcjuirk-nlefrdki-gvbhnvtk-eerrjtlv-ifgdbjni-dldvdnku-djcuncge"}});
    network.title = say.text("setup.network.title");
    network.text = say.text("setup.network.up", {{"links", "eth0 192.168.1.9"}, {"time", "2026-11-30, 10.24 WIB"}});
    recovery.action = say.text("setup.recovery.written");
    auto refused = setup_field(say, "code", "K7QM-2XWD-P4TN-9HBC-V3RF-6YJG-8ZSA-5EKU");
    refused.notice = Notice{Tone::Bad, say.text("error.lan.code")};
    auto clock = closed_message(say, "clock.behind");
    clock.action = say.text("closed.set_clock");
    auto damaged = closed_message(say, "store.corrupt");
    damaged.action = say.text("closed.restore");
    return {sample("closed-damaged", damaged),
            sample("closed-waiting", closed_message(say, "store.locked")),
            sample("closed-full", closed_message(say, "disk.full")),
            sample("closed-clock", clock),
            sample("closed-date", closed_field(say, "date", Field::Entry::Date, "3011202", 8)),
            sample("closed-time", closed_field(say, "time", Field::Entry::Digits, "0915", 4)),
            sample("setup-welcome", setup_message(say, "welcome", Tone::Info)),
            sample("setup-network", network),
            sample("setup-part", setup_choice(say, "part", {"first", "station", "copy"})),
            sample("setup-stick", setup_message(say, "stick", Tone::Info)),
            sample("setup-backup-code", setup_field(say, "backup_code", "7K3M-Q2XD-P4TN-9HBC-V3RF-6YJG-8ZSA-5EK0")),
            sample("setup-use", setup_choice(say, "use", {"loket", "perekaman", "layar"})),
            sample("setup-address", setup_field(say, "address", "192.168.1.5:7373")),
            sample("setup-code-refused", refused),
            sample("setup-recovery", recovery),
            sample("setup-url", setup_field(say, "url", "PUSAT.BINTANKAB.GO.ID")),
            sample("setup-ready", setup_message(say, "ready", Tone::Good))};
}

}  // namespace loket::samples
