#include "workflow/mirror/mirror.h"

#include <algorithm>
#include <set>

namespace loket::mirror {

std::optional<std::uint64_t> sixteen_digits(std::string_view text) {
    if (text.size() != 16) return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

std::string district_of(const std::string& village) {
    constexpr std::string_view kShape = "dd.dd.dd.dddd";
    const auto fits = [](char c, char shape) { return shape == 'd' ? c >= '0' && c <= '9' : c == shape; };
    if (!std::equal(village.begin(), village.end(), kShape.begin(), kShape.end(), fits)) return {};
    return village.substr(0, 8);
}

bool may_head(const Resident& resident, Date on) {
    if (!population::must_hold_card(resident, on)) return false;
    return resident.nationality == Nationality::Wni || (resident.immigration && !resident.immigration->kitap.empty());
}

namespace {

template <class Map>
auto* at(Map& map, std::string_view key) {
    const auto number = sixteen_digits(key);
    const auto found = number ? map.find(*number) : map.end();
    return found == map.end() ? nullptr : &found->second;
}

Status acceptable(const Mirror& mirror, const Family& family) {
    if (!sixteen_digits(family.kk)) return rejected("mirror.number_shape", "a KK number is not sixteen digits");
    if (mirror.knows_kk(family.kk)) return rejected("mirror.kk_taken", "a KK comes twice");
    if (family.members.empty()) return rejected("mirror.family_empty", "a KK has no members");
    int heads = 0;
    std::set<std::string_view> seen;
    const auto district = district_of(family.members.front().address.village);
    if (district.empty()) return rejected("mirror.village", "a family has no village code");
    for (const auto& member : family.members) {
        if (!sixteen_digits(member.nik)) return rejected("mirror.number_shape", "a NIK is not sixteen digits");
        if (mirror.find(member.nik) != nullptr || !seen.insert(member.nik).second)
            return rejected("mirror.nik_taken", "a resident comes twice");
        if (member.life != population::LifeStatus::Active) return rejected("mirror.not_active", "a member of a KK is dead or has gone");
        if (member.kk != family.kk) return rejected("mirror.kk_differs", "a member bears another KK number than the KK");
        if (district_of(member.address.village) != district) return rejected("mirror.village", "a KK lies in two districts");
        heads += member.shdk == Shdk::KepalaKeluarga ? 1 : 0;
    }
    if (heads != 1) return rejected("mirror.heads", "a KK must have exactly one head");
    return {};
}

}  // namespace

void Mirror::reserve(std::size_t residents, std::size_t families) {
    kk_of_.reserve(residents);
    households_.reserve(families);
}

Status Mirror::take(Family&& family) {
    LOKET_TRY(acceptable(*this, family));
    const auto kk = *sixteen_digits(family.kk);
    auto& members = family.members;
    const auto head = std::find_if(members.begin(), members.end(), [](const Resident& r) { return r.shdk == Shdk::KepalaKeluarga; });
    std::rotate(members.begin(), head, head + 1);
    const auto district = district_of(members.front().address.village);
    for (const auto& member : members) {
        kk_of_.emplace(*sixteen_digits(member.nik), kk);
        ++opening_[{district, member.sex}];
    }
    Address address = members.front().address;
    households_.emplace(kk, Household{std::move(family), std::move(address), {}});
    return {};
}

void Mirror::remember(Departed gone) {
    const auto nik = sixteen_digits(gone.person.nik);
    if (nik && !kk_of_.contains(*nik)) departed_.emplace(*nik, std::move(gone));
}

void Mirror::release_people() {
    households_.clear();
    kk_of_.clear();
    departed_.clear();
    movements_.clear();
    opening_.clear();
}

namespace {

template <class Event>
inline constexpr bool kOfTheTables =
    std::is_same_v<Event, TemporaryPaperIssued> || std::is_same_v<Event, MarginalNoted> || std::is_same_v<Event, StayRecorded> ||
    std::is_same_v<Event, StayEnded> || std::is_same_v<Event, EffectWaiting> || std::is_same_v<Event, NumberRequested> ||
    std::is_same_v<Event, NumberIssued> || std::is_same_v<Event, NumberHeld> || std::is_same_v<Event, EffectBlocked> || std::is_same_v<Event, EffectCompleted> ||
    std::is_same_v<Event, EffectDropped>;

}  // namespace

void Mirror::recall(const MirrorEvent& event) {
    if (const auto* renumbered = std::get_if<FamilyRenumbered>(&event)) successor_[renumbered->kk] = renumbered->number;
    if (std::visit([](const auto& e) { return kOfTheTables<std::decay_t<decltype(e)>>; }, event)) evolve(*this, event);
}

const Resident* Mirror::find(std::string_view nik) const {
    const auto* household = household_of(nik);
    if (household == nullptr) return nullptr;
    for (const auto& member : household->family.members)
        if (member.nik == nik) return &member;
    return nullptr;
}

std::string Mirror::present_kk(std::string_view kk) const {
    std::string number(kk);
    for (auto next = successor_.find(number); next != successor_.end(); next = successor_.find(number)) number = next->second;
    return number;
}

const Household* Mirror::household(std::string_view kk) const {
    const auto* found = at(households_, kk);
    return found != nullptr || successor_.empty() ? found : at(households_, present_kk(kk));
}

const Household* Mirror::household_of(std::string_view nik) const {
    const auto* kk = at(kk_of_, nik);
    const auto found = kk == nullptr ? households_.end() : households_.find(*kk);
    return found == households_.end() ? nullptr : &found->second;
}

bool Mirror::knows_kk(std::string_view kk) const { return at(households_, kk) != nullptr || successor_.contains(std::string(kk)); }
const Departed* Mirror::departed(std::string_view nik) const { return at(departed_, nik); }

const std::map<std::string, std::string>& Mirror::held(const std::string& reference) const {
    static const std::map<std::string, std::string> kNone;
    const auto found = held_.find(reference);
    return found == held_.end() ? kNone : found->second;
}

const Stay* Mirror::stay(std::string_view nik) const {
    const auto found = stays_.find(std::string(nik));
    return found == stays_.end() ? nullptr : &found->second;
}

bool Mirror::number_given(NumberKind kind, const std::string& number, const std::string& reference) const {
    for (const auto& [other, waiting] : waiting_)
        for (const auto& [slot, held] : waiting.numbers)
            if (held == number && other != reference) return true;
    for (const auto& [other, numbers] : held_)
        for (const auto& [slot, held] : numbers)
            if (held == number && other != reference) return true;
    if (kind == NumberKind::Kk) return knows_kk(number);
    return find(number) != nullptr || departed(number) != nullptr || stay(number) != nullptr;
}

Household* Mirror::own(std::string_view kk) { return const_cast<Household*>(std::as_const(*this).household(kk)); }
Household* Mirror::own_household_of(std::string_view nik) { return const_cast<Household*>(std::as_const(*this).household_of(nik)); }
Resident* Mirror::own_resident(std::string_view nik) { return const_cast<Resident*>(std::as_const(*this).find(nik)); }

}  // namespace loket::mirror
