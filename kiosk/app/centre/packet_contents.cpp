#include "kiosk/app/centre/packet_contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflow/engine/events.h"
#include "workflow/engine/record_state.h"

namespace loket::app {
namespace {

using Part = sync::Contents::Part;
using nlohmann::json;

constexpr std::string_view kCaseStreams = "perkara:";

std::optional<Sha256> digest_named(const json& body, const char* field) {
    const auto bytes = from_hex(body.value(field, "")).value_or(Bytes{});
    Sha256 out{};
    if (bytes.size() != out.size()) return std::nullopt;
    std::ranges::copy(bytes, out.begin());
    return out;
}

void put_picture(std::map<std::string, Part>& parts, const std::string& name, const json& body, const char* field) {
    const auto digest = digest_named(body, field);
    if (digest) parts.insert_or_assign(name, Part{name, *digest});
    else parts.erase(name);
}

/// What counts at the end: the last sample of each slot since the recording began.
std::map<std::string, Part> pictures_of(const std::vector<store::StoredEvent>& events, std::int64_t upto) {
    std::map<std::string, Part> parts;
    for (const auto& event : events) {
        const auto body = json::parse(event.body, nullptr, false);
        if (event.seq > upto || !body.is_object()) continue;
        const auto slot = body.value("slot", "");
        if (event.kind == engine::SampleKept::kName) parts.erase("excuse:" + slot), put_picture(parts, slot, body, "digest");
        if (event.kind == engine::SampleExcused::kName) parts.erase(slot), put_picture(parts, "excuse:" + slot, body, "photo");
        if (event.kind == engine::RecordingApproved::kName) put_picture(parts, "approval", body, "signature");
        if (event.kind == engine::RequirementMarked::kName && !body.value("scan", "").empty()) put_picture(parts, fmt::format("paper:{}", body.value("no", 0)), body, "scan");
        if (event.kind == engine::RecordStateChanged::kName && engine::must_record_again(body.value("state", "")))
            std::erase_if(parts, [](const auto& part) { return !part.first.starts_with("paper:"); });
    }
    return parts;
}

}  // namespace

Result<std::optional<sync::Contents>> packet_contents(store::Store& store, const store::StoredEvent& event) {
    if (event.kind != engine::RecordingApproved::kName || !event.stream.starts_with(kCaseStreams)) return std::optional<sync::Contents>();
    sync::Contents out;
    out.case_id = event.stream.substr(kCaseStreams.size());
    LOKET_ASSIGN(row, store.case_by_id(out.case_id));
    if (!row) return std::optional<sync::Contents>();
    out.nik = row->nik;
    out.service = row->service;
    LOKET_ASSIGN(events, store.events(event.stream));
    for (auto& [name, part] : pictures_of(events, event.seq)) out.parts.push_back(std::move(part));
    LOKET_ASSIGN(person, store.resident(row->nik));
    if (person) out.parts.push_back({"person", person->doc});
    return std::optional(std::move(out));
}

}  // namespace loket::app
