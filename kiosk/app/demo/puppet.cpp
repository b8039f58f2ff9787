#include "kiosk/app/demo/puppet.h"

#include <fmt/format.h>

#include <cctype>

#include <thread>

#include "devices/base/file.h"
#include "kiosk/screens/applicant.h"
#include "kiosk/ui/png.h"

namespace loket::app {

Result<std::unique_ptr<Puppet>> Puppet::create(Station& station, const ui::HeadlessOptions& look, std::filesystem::path pictures) {
    std::unique_ptr<Puppet> puppet(new Puppet(station, pictures));
    if (pictures.empty()) return puppet;
    LOKET_TRY(make_folder(pictures));
    LOKET_ASSIGN(headless, ui::Headless::create([&station](ui::Ui& ui) { station.draw(ui); }, look));
    puppet->headless_ = std::move(headless);
    LOKET_TRY(puppet->settle());
    return puppet;
}

Status Puppet::settle() {
    constexpr auto kPatience = std::chrono::minutes(2);
    const auto until = std::chrono::steady_clock::now() + kPatience;
    station_.poll();
    while (station_.busy()) {
        if (std::chrono::steady_clock::now() > until) return internal(fmt::format("the station is still busy after two minutes on page {}", to_string(station_.page())));
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        station_.poll();
    }
    if (!headless_) return {};
    headless_->settle();
    station_.poll();  // drawing may have asked for pictures
    return station_.busy() ? settle() : Status{};
}

Status Puppet::tap(const std::string& node) {
    if (!headless_->tap(node)) {
        (void)snap("lost");  // what was on the screen instead
        return internal(fmt::format("nothing called {} can be touched on page {}", node, to_string(station_.page())));
    }
    return settle();
}

Status Puppet::act(const std::string& name, const std::string& value) {
    const viewmodels::Intent intent{name, value};
    if (headless_) return tap(screens::node_of(intent));
    station_.handle(intent);
    return settle();
}

Status Puppet::type(const std::string& digits) {
    for (const char digit : digits) LOKET_TRY(act("digit", std::string(1, digit)));
    return {};
}

Status Puppet::write(const std::string& text) {
    for (const char c : text) {
        const std::string character(1, static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
        if (!headless_) {
            station_.handle({"letter", character});
            continue;
        }
        LOKET_TRY(tap(c == ' ' ? "space" : headless_->find("digit:" + character) ? "digit:" + character : "letter:" + character));
    }
    return settle();
}

Status Puppet::act_with_reason(const std::string& name, int index, const std::string& reason_key, const std::string& code) {
    if (!headless_) return act(name, code + station_.words(reason_key));
    LOKET_TRY(tap(name));
    LOKET_TRY(tap(fmt::format("{}.reason:{}", name, index)));
    LOKET_TRY(snap(name + "-reason"));
    return tap(name + ".confirm");
}

Status Puppet::excuse(const std::string& slot, const std::string& reason) {
    if (headless_) {
        LOKET_TRY(tap("excuse.open:" + slot));
        LOKET_TRY(snap("recording-exception"));
    }
    LOKET_TRY(act("excuse", slot + ":" + reason));
    LOKET_TRY(snap("recording-evidence"));
    return act("evidence.keep");
}

Status Puppet::read_code(const std::string& text) {
    station_.code_read(text);
    return settle();
}

Status Puppet::sign_in(const std::string& user) {
    const auto& session = station_.session();
    if (session.officer && session.officer->user == user) return {};
    if (session.officer) LOKET_TRY(act("sign_out"));
    if (!headless_) {
        LOKET_TRY(station_.sign_in_as(user));
        return settle();
    }
    station_.handle({"staff", ""});  // F12 or a long press on the crest: no button of the public screen
    LOKET_TRY(settle());
    LOKET_TRY(act("user", user));
    LOKET_TRY(type(trust::kDemoPin));
    LOKET_TRY(snap("sign-in"));
    LOKET_TRY(act("sign_in"));
    if (!station_.session().officer) return internal("sign-in of " + user + " failed");
    return {};
}

Status Puppet::snap(const std::string& name) {
    if (!headless_ || !names_.insert(name).second) return {};
    LOKET_TRY(settle());
    LOKET_ASSIGN(png, ui::encode_png(headless_->image()));
    return write_file(pictures_ / fmt::format("{:02}-{}.png", names_.size(), name), png);
}

}  // namespace loket::app
