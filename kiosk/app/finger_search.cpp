#include "kiosk/app/finger_search.h"

#include <algorithm>
#include <optional>

#include "devices/biometrics/finger/finger_index.h"
#include "kiosk/app/finger_file.h"
#include "kiosk/app/spread.h"

namespace loket::app {
namespace {

using biometrics::Finger;

constexpr std::size_t kComparedInFull = 200;

struct ReadFinger {
    std::filesystem::path path;
    biometrics::FingerTemplate finger;
};

/// Those that could be read, in the order of their names.
std::vector<ReadFinger> read_all(const std::vector<std::filesystem::path>& files, int dpi, int threads, std::vector<Error>& unread) {
    std::vector<std::optional<Result<biometrics::FingerTemplate>>> read(files.size());
    spread(files.size(), threads, [&](std::size_t i) { read[i] = finger_of_file(files[i], dpi); });
    std::vector<ReadFinger> fingers;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (*read[i]) fingers.push_back({files[i], std::move(**read[i])});
        else unread.push_back(read[i]->error());
    }
    return fingers;
}

/// Made ready once for all probes.
struct KnownFingers {
    std::vector<std::filesystem::path> paths;
    std::vector<biometrics::PreparedFinger> ready;
    biometrics::FingerIndex index;
};

KnownFingers made_ready(std::vector<ReadFinger> gallery, int threads) {
    KnownFingers known{{}, std::vector<biometrics::PreparedFinger>(gallery.size(), biometrics::prepare({})), {}};
    spread(gallery.size(), threads, [&](std::size_t i) { known.ready[i] = biometrics::prepare(gallery[i].finger); });
    for (std::size_t i = 0; i < gallery.size(); ++i) {
        known.index.put(i, Finger::Unknown, gallery[i].finger);
        known.paths.push_back(std::move(gallery[i].path));
    }
    return known;
}

/// Of one probe the best, with the times it took added.
std::vector<FingerHit> hits_of(const ReadFinger& probe, const KnownFingers& gallery, std::size_t most, FingerSearch& times) {
    double start = thread_ms();
    const auto candidates = gallery.index.search(biometrics::search_probe(probe.finger), Finger::Unknown, std::max(most, kComparedInFull));
    times.ms_search += thread_ms() - start;
    start = thread_ms();
    const auto ready = biometrics::prepare(probe.finger);
    std::vector<FingerHit> hits;
    for (const auto& candidate : candidates) hits.push_back({probe.path, gallery.paths[candidate.id], biometrics::match_score(ready, gallery.ready[candidate.id])});
    std::sort(hits.begin(), hits.end(), [](const FingerHit& a, const FingerHit& b) { return a.score != b.score ? a.score > b.score : a.found < b.found; });
    hits.resize(std::min(hits.size(), most));
    times.ms_compare += thread_ms() - start;
    return hits;
}

}  // namespace

Result<FingerSearch> finger_search(const std::filesystem::path& gallery_folder, const std::filesystem::path& probe_folder, int dpi, std::size_t most, int threads) {
    LOKET_ASSIGN(gallery_files, finger_files(gallery_folder));
    LOKET_ASSIGN(probe_files, finger_files(probe_folder));
    FingerSearch out;
    const auto gallery = made_ready(read_all(gallery_files, dpi, threads, out.unread), threads);
    const auto probes = read_all(probe_files, dpi, threads, out.unread);
    std::vector<std::vector<FingerHit>> hits(probes.size());
    std::vector<FingerSearch> times(probes.size());
    spread(probes.size(), threads, [&](std::size_t i) { hits[i] = hits_of(probes[i], gallery, most, times[i]); });
    const auto count = static_cast<double>(std::max<std::size_t>(1, probes.size()));
    for (std::size_t i = 0; i < probes.size(); ++i) {
        out.ms_search += times[i].ms_search / count;
        out.ms_compare += times[i].ms_compare / count;
        out.hits.insert(out.hits.end(), hits[i].begin(), hits[i].end());
    }
    return out;
}

}  // namespace loket::app
