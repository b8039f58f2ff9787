#include "workflow/sync/link/status_file.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"

namespace loket::sync {
namespace {

using nlohmann::json;

json moment(const std::optional<Instant>& at) { return at ? json(to_millis(*at)) : json(); }
std::optional<Instant> moment_in(const json& value) { return value.is_number_integer() ? std::optional(from_millis(value.get<std::int64_t>())) : std::nullopt; }

}  // namespace

void write_status(const std::filesystem::path& folder, const LinkView& view, Instant at) {
    json numbers = json::array();
    for (const auto& one : view.numbers) numbers.push_back({{"district", one.district}, {"lent", one.lent}, {"given", one.given}, {"left", one.left}});
    const json doc{{"at", to_millis(at)}, {"enrolled", view.enrolled}, {"url", view.url}, {"origin", view.origin}, {"epoch", view.epoch}, {"head", view.head}, {"acked", view.acked},
                   {"waits_since", moment(view.waits_since)}, {"code", view.standing.code}, {"stopped", view.standing.stopped}, {"failures", view.standing.failures},
                   {"since", to_millis(view.standing.since)}, {"next_try", to_millis(view.standing.next_try)}, {"packets", view.packets.packets}, {"packet_bytes", view.packets.bytes},
                   {"contact", moment(view.last_contact)}, {"certificate_until", moment(view.certificate_until)}, {"directives", view.directives},
                   {"by_stick", view.by_stick}, {"stick_made", moment(view.stick_made)}, {"stick_answered", moment(view.stick_answered)}, {"numbers", numbers}, {"changes", view.changes}, {"held", view.held.held()}};
    const auto path = folder / kStatusFile;
    const auto fresh = path.string() + ".new";
    {
        std::ofstream out(fresh, std::ios::trunc);
        out << doc.dump() << '\n';
        if (!out.flush()) return;
    }
    std::error_code ignored;
    std::filesystem::rename(fresh, path, ignored);
}

Result<KeptStatus> read_status(const std::filesystem::path& folder) {
    LOKET_ASSIGN(text, read_text(folder / kStatusFile, 65536));
    try {
        const auto doc = json::parse(text);
        KeptStatus out{.view = {}, .at = from_millis(doc.at("at").get<std::int64_t>())};
        auto& view = out.view;
        view.enrolled = doc.at("enrolled");
        view.url = doc.at("url");
        view.origin = doc.at("origin");
        view.epoch = doc.at("epoch");
        view.head = doc.at("head");
        view.acked = doc.at("acked");
        view.waits_since = moment_in(doc.at("waits_since"));
        view.standing = {.code = doc.at("code"), .stopped = doc.at("stopped"), .register_epoch = 0, .failures = doc.at("failures"), .since = from_millis(doc.at("since").get<std::int64_t>()),
                         .next_try = from_millis(doc.at("next_try").get<std::int64_t>())};
        view.packets = {doc.at("packets"), doc.at("packet_bytes")};
        view.last_contact = moment_in(doc.at("contact"));
        view.certificate_until = moment_in(doc.at("certificate_until"));
        view.directives = doc.at("directives");
        view.by_stick = doc.at("by_stick");
        view.stick_made = moment_in(doc.at("stick_made"));
        view.stick_answered = moment_in(doc.at("stick_answered"));
        for (const auto& one : doc.at("numbers")) view.numbers.push_back({one.at("district"), one.at("lent"), one.at("given"), one.at("left")});
        view.changes = doc.value("changes", std::int64_t{0});
        out.held = doc.value("held", std::int64_t{0});
        return out;
    } catch (const std::exception&) {
        return Error{Fault::Gone, "the kiosk's note of the exchange cannot be read", kShape};
    }
}

}  // namespace loket::sync
