// Proposals that wait together: each gets the answer that it would have got alone, after those before it.

#include "machines.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

lan::Proposal waiting(Machine& induk, const std::string& id) {
    return {.id = id, .epoch = 1, .n = induk.head(), .base = induk.core->ask([](Core& owner) { return owner.store().event_head().seq; }).get(), .aside = false, .batch = {}};
}

}  // namespace

TEST_CASE("proposals that wait together are decided as if one had come after the other") {
    Machine induk;
    induk.found();
    const auto at = from_millis(1'790'000'000'000);
    std::vector<lan::Proposal> all;
    for (const auto* id : {"look-1", "look-2", "event-1", "event-2", "key-1", "key-2", "other-key", "look-1"}) all.push_back(waiting(induk, id));
    for (const auto n : {0, 1, 7}) all[static_cast<std::size_t>(n)].batch.add(store::NewAudit{"rina", "look", "x", "bersama", at});
    for (const auto n : {2, 3}) all[static_cast<std::size_t>(n)].batch.add(store::NewEvent{"stok", "BlankoReceived", engine::to_string({"loket", engine::Role::Sistem}), R"({"first":1,"count":1,"prefix":"KIA"})", at});
    all[4].batch.put_meta("uji.a", "1");
    all[5].batch.put_meta("uji.a", "2");
    all[6].batch.put_meta("uji.b", "3");
    std::vector<const lan::Proposal*> proposals;
    for (const auto& one : all) proposals.push_back(&one);
    const auto verdicts = induk.core->ask([proposals](Core& owner) { return owner.consider_all(proposals); }).get();
    const auto code = [&](std::size_t n) { return verdicts[n] ? std::string() : verdicts[n].error().code; };
    for (const std::size_t n : {0u, 1u, 2u, 4u, 6u, 7u}) CHECK(code(n).empty());
    CHECK(code(3) == lan::kStale);
    CHECK(code(5) == lan::kStale);
    CHECK(induk.head() == all.front().n + 5);
    const auto kept = induk.core->ask([](Core& owner) { return std::pair{owner.store().audits(1, 1000).value(), owner.store().meta("uji.a").value()}; }).get();
    CHECK(std::ranges::count(kept.first, "bersama", &store::StoredAudit::purpose) == 2);
    CHECK(kept.second == "1");
    CHECK(induk.verify().sound());
}
