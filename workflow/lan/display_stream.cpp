#include "workflow/lan/display_stream.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace loket::lan {
namespace {

constexpr std::size_t kMostEvent = 64u << 10, kMostSign = 16;
constexpr int kMostWaiting = 1'000'000;

bool is_sign(const std::string& text) { return text.size() <= kMostSign && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; }); }

bool is_call(const nlohmann::json& item) {
    if (!item.is_object() || !item.contains("number") || !item.contains("loket") || !item.contains("at")) return false;
    return item["number"].is_string() && item["loket"].is_string() && item["at"].is_number_integer() && !item["number"].get_ref<const std::string&>().empty() &&
           is_sign(item["number"].get_ref<const std::string&>()) && is_sign(item["loket"].get_ref<const std::string&>());
}

}  // namespace

std::string display_event(const DisplayState& state, const std::string& id) {
    auto calls = nlohmann::json::array();
    for (const auto& call : state.calls)
        if (calls.size() < kMostCalls && !call.number.empty() && is_sign(call.number) && is_sign(call.loket)) calls.push_back({{"number", call.number}, {"loket", call.loket}, {"at", to_millis(call.at)}});
    return "id: " + id + "\ndata: " + nlohmann::json{{"calls", calls}, {"waiting", state.waiting}}.dump() + "\n\n";
}

Result<DisplayState> read_display(std::string_view data) {
    const auto doc = nlohmann::json::parse(data, nullptr, false);
    const auto broken = corrupt("what the display is to show cannot be read");
    if (!doc.is_object() || !doc.contains("calls") || !doc.contains("waiting") || !doc["calls"].is_array() || !doc["waiting"].is_number_integer()) return broken;
    const auto waiting = doc["waiting"].get<std::int64_t>();
    if (doc["calls"].size() > kMostCalls || waiting < 0 || waiting > kMostWaiting) return broken;
    DisplayState out{.calls = {}, .waiting = static_cast<int>(waiting)};
    for (const auto& item : doc["calls"]) {
        if (!is_call(item)) return broken;
        out.calls.push_back({item["number"], item["loket"], from_millis(item["at"].get<std::int64_t>())});
    }
    return out;
}

Result<std::vector<EventReader::Event>> EventReader::take(std::string_view bytes) {
    rest_.append(bytes);
    std::vector<Event> out;
    std::size_t from = 0;
    for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', from)) {
        std::string_view line(rest_.data() + from, end - from);
        if (line.ends_with('\r')) line.remove_suffix(1);
        take_line(line, out);
        from = end + 1;
    }
    rest_.erase(0, from);
    if (rest_.size() + event_.data.size() > kMostEvent) return corrupt("an event that never ends");
    return out;
}

void EventReader::take_line(std::string_view line, std::vector<Event>& out) {
    if (line.empty()) {
        if (has_data_) out.push_back(event_);  // the id stays for those that bring none
        event_.data.clear();
        has_data_ = false;
        return;
    }
    const auto colon = std::min(line.find(':'), line.size());
    const auto field = line.substr(0, colon);
    auto value = line.substr(std::min(colon + 1, line.size()));
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "id") event_.id = value;
    if (field != "data") return;
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
}

}  // namespace loket::lan
