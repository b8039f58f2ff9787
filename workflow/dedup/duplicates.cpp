#include "workflow/dedup/duplicates.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace loket::dedup {
namespace {

constexpr double kOneInTenThousand = 40;  // what the matcher's scale is made for
constexpr double kPerE = 4;               // score of one unit of log-odds, by the matcher's scale
constexpr double kLeastSaid = -5;         // log-odds: a finger that does not match says no more than that
constexpr double kSearchesPerAlarm = 1000;

double log_odds(double score) { return std::max(kLeastSaid, (score - kOneInTenThousand) / kPerE); }

struct Own {
    std::map<biometrics::Finger, biometrics::PreparedFinger> fingers;
    std::span<const Gallery::Iris> irises;
};

/// Every finger and iris of `self` against those of the same position of one person.
Result<Suspect> compare_with(Gallery& gallery, const std::string& person, const Own& self) {
    LOKET_ASSIGN(known, gallery.of(person));
    LOKET_ASSIGN(eyes, gallery.irises_of(person));
    const auto& own = self.fingers;
    std::vector<double> scores;
    for (const auto& entry : known)
        if (const auto mine = own.find(entry.position); mine != own.end()) scores.push_back(biometrics::match_score(mine->second, biometrics::prepare(entry.finger)));
    const auto fingers = static_cast<int>(scores.size());
    for (const auto& mine : self.irises)
        for (const auto& other : eyes)
            if (mine.eye == other.eye) scores.push_back(iris_score(biometrics::iris_distance(mine.code, other.code)));
    return Suspect{person, fused(scores), 0, fingers, static_cast<int>(scores.size()) - fingers, false};
}

/// Per finger of the probe: of a small gallery the two hundred are all there is, and a twentieth of the same position finds a mate as well.
std::size_t compared_in_full(const Gallery& gallery) { return std::clamp<std::size_t>(gallery.fingers() / 200, 50, Gallery::kCompared); }

bool more_suspect(const Suspect& a, const Suspect& b) { return a.score != b.score ? a.score > b.score : a.person < b.person; }

}  // namespace

double search_threshold(std::size_t people) {
    constexpr double kStrangers = 1e4 / kSearchesPerAlarm;  // among whom 40 gives one alarm in a thousand searches
    return kOneInTenThousand + kPerE * std::log(std::max(1.0, static_cast<double>(people) / kStrangers));
}

double iris_score(double distance) {
    constexpr double kStrangers = 0.46, kSpread = 0.0231;  // of distances of different eyes: one in 20,000 lies at kSameIris
    constexpr double kMost = 120;                          // so far out nobody has measured
    const double chance = std::erfc((kStrangers - distance) / (kSpread * std::sqrt(2.0))) / 2;
    return std::clamp(kOneInTenThousand + kPerE * (std::log(1e-4) - std::log(std::max(chance, 1e-300))), 0.0, kMost);
}

double fused(std::span<const double> scores) {
    if (scores.empty()) return 0;
    double sum = 0, best = kLeastSaid;
    for (const double score : scores) {
        sum += log_odds(score);
        best = std::max(best, log_odds(score));
    }
    return std::max(0.0, kOneInTenThousand + kPerE * std::max(sum, best));
}

Result<std::vector<Suspect>> find_duplicates(Gallery& gallery, const std::string& self, std::span<const Gallery::Entry> fingers, std::span<const std::string> block, int threads,
                                             std::span<const Gallery::Iris> irises) {
    Own own{{}, irises};
    std::set<std::string> asked;
    for (const auto& entry : fingers) {
        own.fingers.emplace(entry.position, biometrics::prepare(entry.finger));
        LOKET_ASSIGN(likely, gallery.search(entry.finger, entry.position, threads, compared_in_full(gallery)));
        for (const auto& each : likely)
            if (each.score >= kOneInTenThousand) asked.insert(each.person);
    }
    if (fingers.empty())
        for (const auto& iris : irises) {
            LOKET_ASSIGN(near, gallery.search_irises(iris));
            for (const auto& each : near)
                if (iris_score(each.distance) >= kOneInTenThousand) asked.insert(each.person);
        }
    const std::set<std::string> paper(block.begin(), block.end());
    asked.insert(paper.begin(), paper.end());
    asked.erase(self);
    LOKET_ASSIGN(eyes, gallery.irises());
    std::vector<Suspect> suspects;
    for (const auto& person : asked) {
        LOKET_ASSIGN(suspect, compare_with(gallery, person, own));
        suspect.alike_on_paper = paper.contains(person);
        suspect.threshold = search_threshold(suspect.alike_on_paper ? paper.size() : std::max(gallery.fingers(), eyes));
        if (suspect.score >= suspect.threshold) suspects.push_back(std::move(suspect));
    }
    std::sort(suspects.begin(), suspects.end(), more_suspect);
    return suspects;
}

}  // namespace loket::dedup
