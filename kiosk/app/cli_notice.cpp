// notice: one page that says why the kiosk is not there, so that a machine that cannot open its data shows no blank screen.

#include "devices/base/file.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/flows/station.h"
#include "kiosk/screens/applicant.h"
#include "kiosk/ui/window.h"

namespace loket::app {
namespace {

/// A word of the start scripts ("tpm-sealed"); one that has no text of its own says the general one.
std::string text_key(const ui::Strings& words, const std::filesystem::path& file) {
    auto reason = read_text(file).value_or("");
    reason = reason.substr(0, reason.find('\n'));
    return words.has("maintenance_page." + reason) ? "maintenance_page." + reason : "maintenance_page.other";
}

Status show_notice(const std::filesystem::path& reason) {
    LOKET_ASSIGN(strings, StationStrings::load(find_assets()));
    SystemClock clock;
    LOKET_ASSIGN(window, ui::Window::create(clock, {.fullscreen = true, .show_pointer = false}));
    std::string language = "id";
    const auto draw = [&](ui::Ui& ui) {
        const auto& words = strings.in(language);
        viewmodels::Chrome chrome;
        chrome.office = words.text("chrome.office");
        chrome.place = words.text("chrome.place");
        chrome.language = language;
        chrome.back = false;
        viewmodels::Intents intents;
        screens::draw(ui, words, chrome, viewmodels::Message{viewmodels::Tone::Warning, words.text("maintenance_page.title"), words.text(text_key(words, reason)), ""}, intents);
        for (const auto& intent : intents)
            if (intent.name == "language") language = intent.value;
    };
    while (!window->closing()) LOKET_TRY(window->step(draw));
    return {};
}

}  // namespace

void add_notice(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("notice", "The page of the appliance that says why the kiosk is not there");
    auto reason = std::make_shared<std::filesystem::path>("/run/loket/data-error");
    command->add_option("--reason-file", *reason, "File with the reason in one word, read anew for each frame")->capture_default_str();
    command->callback([=, &exit] { exit.code = code_of(show_notice(*reason)); });
}

}  // namespace loket::app
