#include "kiosk/app/desk/sam_slot.h"

#include <algorithm>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "devices/card/chip_sam.h"
#include "drivers/pcsc_reader/cards.h"

namespace loket::app {
namespace {

/// The first line, if there is one.
std::string pin_in(const std::filesystem::path& file) {
    constexpr std::size_t kMost = 64;
    auto text = read_text(file, kMost);
    if (!text) return {};
    text->erase(std::ranges::find(*text, '\n'), text->end());
    return std::move(*text);
}

}  // namespace

std::shared_ptr<card::SecureAccessModule> module_in_reader(const std::string& reader, std::string pin) {
    return std::make_shared<card::ChipSam>([reader](const std::function<Status(const card::ChipSam::Carry&)>& conversation) { return drivers::pcsc_reader::with_chip_in(reader, conversation); }, std::move(pin));
}

std::shared_ptr<card::SecureAccessModule> security_module(const model::Settings& settings, const std::filesystem::path& office) {
    const auto named = settings.find("pcsc_reader.sam");
    if (named == settings.end() || named->second.empty()) return std::make_shared<card::TestSam>();
    auto made = module_in_reader(named->second, pin_in(office / "sam.pin"));
    if (const auto ready = made->ready(); !ready) log::warn("the security module does not work yet: {}", ready.error().context);
    else log::info("security module: {}", made->name());
    return made;
}

}  // namespace loket::app
