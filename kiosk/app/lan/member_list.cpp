#include "kiosk/app/lan/member_list.h"

#include <nlohmann/json.hpp>

namespace loket::app {
namespace {

constexpr auto kMembersMeta = "lan.members";

}  // namespace

Result<std::vector<MemberRecord>> load_members(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kMembersMeta));
    std::vector<MemberRecord> out;
    if (!text) return out;
    const auto list = nlohmann::json::parse(*text, nullptr, false);
    if (!list.is_array()) return corrupt("the list of the office's machines cannot be read");
    for (const auto& item : list)
        out.push_back({item.value("number", std::int64_t{0}), item.value("name", ""), item.value("role", ""), item.value("serial", ""), item.value("addresses", ""), item.value("removed", false)});
    return out;
}

void put_members(store::Batch& batch, const std::vector<MemberRecord>& members) {
    auto list = nlohmann::json::array();
    for (const auto& one : members)
        list.push_back({{"number", one.number}, {"name", one.name}, {"role", one.role}, {"serial", one.serial}, {"addresses", one.addresses}, {"removed", one.removed}});
    batch.put_meta(kMembersMeta, list.dump());
}

}  // namespace loket::app
