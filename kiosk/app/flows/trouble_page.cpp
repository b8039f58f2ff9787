#include "kiosk/app/flows/trouble_page.h"

#include "workflow/store/failure.h"

namespace loket::app {

viewmodels::Message trouble_page(const ui::Strings& words, const std::string& code) {
    const auto key = "trouble." + code;
    return {viewmodels::Tone::Warning, words.text("maintenance_page.title"), words.has(key) ? words.text(key) : words.text("trouble.other", {{"code", code}}), may_restore(code) ? words.text("closed.restore") : ""};
}

bool may_restore(const std::string& code) { return code == store::kCorrupt; }

}  // namespace loket::app
