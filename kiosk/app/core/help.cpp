#include "kiosk/app/core/help.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace loket::app {

namespace {

using nlohmann::json;

constexpr auto kKey = "help.waiting", kLast = "help.last";

Status keep(Core& core, const std::vector<HelpCall>& calls, int last, store::NewAudit line) {
    auto list = json::array();
    for (const auto& call : calls) list.push_back({{"number", call.number}, {"place", call.place}, {"page", call.page}, {"since", to_millis(call.since)}});
    store::Batch batch;
    batch.put_meta(kKey, list.dump());
    batch.put_meta(kLast, std::to_string(last));
    batch.add(std::move(line));
    const auto committed = core.store().commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

Result<int> last_number(Core& core) {
    LOKET_ASSIGN(stored, core.store().meta(kLast));
    return stored ? std::atoi(stored->c_str()) : 0;
}

}  // namespace

Result<std::vector<HelpCall>> help_calls(Core& core) {
    LOKET_ASSIGN(stored, core.store().meta(kKey));
    std::vector<HelpCall> calls;
    if (!stored) return calls;
    const auto list = json::parse(*stored, nullptr, false);
    if (!list.is_array()) return corrupt("the list of help calls is no list");
    for (const auto& item : list)
        calls.push_back({item.value("number", 0), item.value("place", ""), item.value("page", ""), from_millis(item.value("since", std::int64_t{0}))});
    return calls;
}

Result<std::vector<HelpCall>> call_for_help(Core& core, const std::string& place, const std::string& page, Instant now) {
    LOKET_ASSIGN(calls, help_calls(core));
    if (std::ranges::any_of(calls, [&](const auto& call) { return call.place == place; })) return calls;
    LOKET_ASSIGN(last, last_number(core));
    calls.push_back({last + 1, place, page, now});
    LOKET_TRY(keep(core, calls, last + 1, {place, "help.called", "help/" + std::to_string(last + 1), page, now}));
    return calls;
}

Result<std::vector<HelpCall>> answer_help(Core& core, int number, const engine::Actor& officer, Instant now) {
    LOKET_ASSIGN(calls, help_calls(core));
    if (std::erase_if(calls, [&](const auto& call) { return call.number == number; }) == 0)
        return rejected("help.answered", "this call has been answered already");
    LOKET_ASSIGN(last, last_number(core));
    LOKET_TRY(keep(core, calls, last, {officer.user, "help.answered", "help/" + std::to_string(number), "", now}));
    return calls;
}

}  // namespace loket::app
