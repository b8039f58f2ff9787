#include "kiosk/app/desk/equipment.h"

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::app {

Result<documents::OfficeHead> load_office_head(const std::filesystem::path& assets) {
    const auto path = assets / "office.json";
    LOKET_ASSIGN(text, read_text(path, 1u << 20));
    LOKET_ASSIGN(json, engine::parse_json(text, path.filename().string()));
    engine::JsonProblem problem{.origin = path.filename().string(), .text = std::nullopt};
    documents::OfficeHead head;
    {
        engine::JsonObject object(json, "", problem);
        head.government = object.text("government");
        head.office = object.text("office");
        head.address = object.text("address");
        head.complaint = object.text("complaint");
        head.specimen = object.flag_or("specimen", true);
    }
    if (problem.text) return corrupt(*problem.text);
    return head;
}

Result<documents::CardDesign> load_card_design(const std::filesystem::path& assets) {
    LOKET_ASSIGN(text, read_text(assets / "cards" / "ktp_el.json", 1u << 20));
    return documents::parse_card_design(text);
}

}  // namespace loket::app
