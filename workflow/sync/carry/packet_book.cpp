#include "workflow/sync/carry/packet_book.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

using nlohmann::json;

constexpr const char* kBookMeta = "sync.packets";
constexpr std::ptrdiff_t kReceivedKept = 200;

json json_of(const PacketEntry& one) {
    return {{"event", one.event}, {"case", one.case_id}, {"name", to_hex(one.name)}, {"size", one.size}, {"made", to_millis(one.made)},
            {"received", one.received ? to_millis(*one.received) : 0}, {"receipt", to_hex(one.receipt)}};
}

PacketEntry entry_of(const json& doc) {
    PacketEntry out{.event = doc.at("event"), .case_id = doc.at("case"), .size = doc.at("size"), .made = from_millis(doc.at("made").get<std::int64_t>())};
    const auto name = from_hex(doc.at("name").get<std::string>()).value_or(Bytes{});
    if (name.size() != out.name.size()) throw std::invalid_argument("a digest");
    std::ranges::copy(name, out.name.begin());
    if (const auto received = doc.at("received").get<std::int64_t>(); received != 0) out.received = from_millis(received);
    out.receipt = from_hex(doc.at("receipt").get<std::string>()).value_or(Bytes{});
    return out;
}

}  // namespace

const PacketEntry* PacketBook::waiting(const std::string& case_id) const {
    const auto found = std::ranges::find_if(entries, [&](const PacketEntry& one) { return one.case_id == case_id && !one.received; });
    return found == entries.end() ? nullptr : &*found;
}

PacketEntry* PacketBook::find(const Digest& name) {
    const auto found = std::ranges::find(entries, name, &PacketEntry::name);
    return found == entries.end() ? nullptr : &*found;
}

Result<PacketBook> load_packets(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kBookMeta));
    if (!text) return PacketBook{};
    try {
        const auto doc = json::parse(*text);
        PacketBook book{.upto = doc.at("upto")};
        for (const auto& one : doc.at("packets")) book.entries.push_back(entry_of(one));
        return book;
    } catch (const std::exception&) {
        return Error{Fault::Corrupt, "the list of packets cannot be read", kShape};
    }
}

void put_packets(store::Batch& batch, PacketBook& book) {
    auto over = std::ranges::count_if(book.entries, [](const PacketEntry& one) { return one.received.has_value(); }) - kReceivedKept;
    std::erase_if(book.entries, [&](const PacketEntry& one) { return one.received && over-- > 0; });
    json list = json::array();
    for (const auto& one : book.entries) list.push_back(json_of(one));
    batch.put_meta(kBookMeta, json{{"upto", book.upto}, {"packets", list}}.dump());
}

}  // namespace loket::sync
