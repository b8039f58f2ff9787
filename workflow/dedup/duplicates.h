#pragma once
// Has this person been recorded before, under another number? Candidates for a human, never a decision.

#include <span>
#include <string>
#include <vector>

#include "workflow/dedup/gallery.h"

namespace loket::dedup {

/// Somebody who may be the same person.
struct Suspect {
    std::string person;
    double score = 0;      ///< all fingers and irises together, on the scale of one finger's score
    double threshold = 0;  ///< that it passed
    int fingers = 0;       ///< that spoke for it or against it
    int irises = 0;        ///< the same
    bool alike_on_paper = false;  ///< came from the block: fewer strangers were asked, so less is enough
    bool operator==(const Suspect&) const = default;
};

/// Score at which one stranger in `people` passes once in a thousand searches (README: how it was measured). 40 for ten at most.
double search_threshold(std::size_t people);

/// Log-odds of several fingers added, on the scale of one finger's score: what two fingers say together. A bad impression of one finger
/// does not undo what another says.
double fused(std::span<const double> scores);

/// What a distance of two irises says, on the scale of a finger's score: 42 at kSameIris, at most 120 (README: where the scale is from).
double iris_score(double distance);

/// Searches every finger of `self` among all, and compares those of `block` (people alike on paper: birth date, sex and name) whatever
/// the index says. Irises add to what the fingers say, and are searched among all only where there is no finger. Best first. `self` is never its own suspect.
Result<std::vector<Suspect>> find_duplicates(Gallery& gallery, const std::string& self, std::span<const Gallery::Entry> fingers, std::span<const std::string> block, int threads = 1, std::span<const Gallery::Iris> irises = {});

}  // namespace loket::dedup
