#include "workflow/sync/sim/checker.h"

#include <fmt/format.h>

#include <cstring>

namespace loket::sync::sim {

std::uint64_t short_of(const Sha256& hash) {
    std::uint64_t word = 0;
    std::memcpy(&word, hash.data(), sizeof word);
    return word;
}

Checker::Fate& Checker::fate(const Sha256& name, int office, std::int64_t seq) {
    const auto [place, fresh] = index_.try_emplace(short_of(name), fates_.size());
    if (fresh) fates_.push_back({office, seq});
    return fates_[place->second];
}

void Checker::promised(const Sha256& name, int office, std::int64_t seq) { fate(name, office, seq).promised = true; }
void Checker::applied(const Sha256& name, int office, std::int64_t seq) { ++fate(name, office, seq).applied; }

void Checker::fault(const char* kind) {
    ++outcome_.faults;
    ++outcome_.kinds[kind];
}

void Checker::found(std::string words) {
    constexpr std::size_t kMostFindings = 5;
    if (outcome_.findings.size() < kMostFindings) outcome_.findings.push_back(std::move(words));
}

Outcome Checker::finish() {
    for (const auto& fate : fates_) {
        const auto what = [&] { return fate.seq == 0 ? fmt::format("a packet of office {}", fate.office) : fmt::format("event {} of office {}", fate.seq, fate.office); };
        if (fate.promised) ++outcome_.acked;
        if (fate.promised && fate.applied > 0) ++outcome_.applied;
        if (fate.promised && fate.applied == 0) lost(what() + " was told to be saved and is not in the register");
        if (fate.applied > 1) doubled(fmt::format("{} is in the register {} times", what(), fate.applied));
    }
    return outcome_;
}

std::string Outcome::line() const { return fmt::format("acked {} applied {} lost {} doubled {} forks {} faults {}", acked, applied, lost, doubled, forks, faults); }

Outcome& Outcome::add(const Outcome& other) {
    acked += other.acked, applied += other.applied, lost += other.lost, doubled += other.doubled, forks += other.forks, faults += other.faults;
    for (const auto& [kind, count] : other.kinds) kinds[kind] += count;
    return *this;
}

}  // namespace loket::sync::sim
