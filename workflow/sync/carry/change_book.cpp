#include "workflow/sync/carry/change_book.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

using nlohmann::json;

constexpr const char* kChangesMeta = "sync.changes";
constexpr std::ptrdiff_t kSettledKept = 20;

}  // namespace

std::int64_t ChangeBook::held() const {
    return std::ranges::count_if(entries, [](const HeldChange& one) { return !one.settled; });
}

void ChangeBook::note(const Directive& directive) {
    const auto body = json::parse(directive.body, nullptr, false);
    if (!body.is_object()) return;
    const auto word = [&](const char* key) { return body.contains(key) && body[key].is_string() ? body[key].get<std::string>() : std::string(); };
    const auto flag = [&](const char* key) { return body.contains(key) && body[key] == true; };
    const auto event = body.contains("event") && body["event"].is_number_integer() ? body["event"].get<std::int64_t>() : 0;
    if (event <= 0) return;
    const auto found = std::ranges::find(entries, event, &HeldChange::event);
    if (flag("waits") && found == entries.end()) entries.push_back({.event = event, .case_id = word("case"), .since = directive.at});
    if (flag("waits") || found == entries.end() || found->settled) return;
    found->settled = directive.at;
    found->taken = flag("taken");
    found->reason = word("reason");
}

Result<ChangeBook> load_changes(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kChangesMeta));
    ChangeBook book;
    if (!text) return book;
    try {
        for (const auto& one : json::parse(*text)) {
            HeldChange entry{.event = one.at("event"), .case_id = one.at("case"), .since = from_millis(one.at("since").get<std::int64_t>())};
            if (const auto& settled = one.at("settled"); !settled.is_null()) entry.settled = from_millis(settled.get<std::int64_t>());
            entry.taken = one.at("taken");
            entry.reason = one.at("reason");
            book.entries.push_back(std::move(entry));
        }
        return book;
    } catch (const std::exception&) {
        return Error{Fault::Corrupt, "the list of held changes cannot be read", kShape};
    }
}

Result<std::int64_t> changes_after(store::Store& store, std::int64_t seq) {
    constexpr std::int64_t kPiece = 500;
    for (std::int64_t count = 0;;) {
        LOKET_ASSIGN(events, store.events(seq + 1, kPiece));
        count += std::ranges::count(events, kChangeOfPerson, &store::StoredEvent::kind);
        if (static_cast<std::int64_t>(events.size()) < kPiece) return count;
        seq = events.back().seq;
    }
}

void put_changes(store::Batch& batch, ChangeBook& book) {
    auto over = std::ranges::count_if(book.entries, [](const HeldChange& one) { return one.settled.has_value(); }) - kSettledKept;
    std::erase_if(book.entries, [&](const HeldChange& one) { return one.settled && over-- > 0; });
    json list = json::array();
    for (const auto& one : book.entries)
        list.push_back({{"event", one.event}, {"case", one.case_id}, {"since", to_millis(one.since)}, {"settled", one.settled ? json(to_millis(*one.settled)) : json()}, {"taken", one.taken}, {"reason", one.reason}});
    batch.put_meta(kChangesMeta, list.dump());
}

}  // namespace loket::sync
