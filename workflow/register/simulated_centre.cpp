#include "workflow/register/simulated_centre.h"

#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "devices/base/random.h"
#include "devices/biometrics/synth/synth.h"
#include "workflow/engine/office.h"

namespace loket::centre {

using biometrics::Finger;
namespace synth = biometrics::synth;
using std::chrono::minutes;

namespace {

/// One recording in fifty resembles somebody else and waits for a human at the centre; the synthetic people are all honest.
bool is_adjudicated(std::uint64_t seed, const std::string& case_id) { return derive_seed(seed, "centre.failure:" + case_id) % 50 == 0; }

Millis delay(std::uint64_t seed, const std::string& case_id, const std::string& state, minutes least, minutes most) {
    SeededRandom random(seed, "centre.delay:" + case_id + state);
    return minutes(random.between(static_cast<int>(least.count()), static_cast<int>(most.count())));
}

}  // namespace

std::optional<Answer> next_answer(std::uint64_t seed, const std::string& case_id, const std::string& state) {
    const auto answer = [&](const char* next, minutes least, minutes most) { return Answer{next, delay(seed, case_id, state, least, most)}; };
    if (state == "BIO_CAPTURED") return answer("PROCESSING", minutes(1), minutes(2));
    if (state == "PROCESSING") return answer("SENT_FOR_ENROLLMENT", minutes(1), minutes(4));
    if (state == "SENT_FOR_ENROLLMENT") return answer("RECEIVED_AT_CENTRAL", minutes(2), minutes(6));
    if (state == "RECEIVED_AT_CENTRAL")
        return is_adjudicated(seed, case_id) ? answer("ADJUDICATE_RECORD", minutes(5), minutes(15)) : answer("PRINT_READY_RECORD", minutes(8), minutes(25));
    if (state == "ADJUDICATE_RECORD") return answer("PRINT_READY_RECORD", minutes(20), minutes(60));
    return std::nullopt;
}

std::vector<Finger> chip_fingers(std::uint16_t missing_bits) {
    std::vector<Finger> out;
    for (const int position : engine::kChipOrder)
        if ((missing_bits >> (position - 1) & 1) == 0) out.push_back(static_cast<Finger>(position));
    return out;
}

bool wears_headscarf(const population::Resident& person) { return person.sex == population::Sex::Female && person.bio_seed % 5 < 3; }

std::vector<Finger> stored_fingers(const population::Resident& person) {
    auto fingers = chip_fingers(person.missing_fingers);
    if (fingers.size() > 2) fingers.resize(2);
    return fingers;
}

namespace {

StoredRecord make_record(const population::Resident& person) {
    StoredRecord record;
    const synth::FaceTraits traits{.female = person.sex == population::Sex::Female, .age = 30, .headscarf = wears_headscarf(person)};
    record.photo = synth::face(person.bio_seed, traits, {.seed = 1});
    for (const auto finger : stored_fingers(person))
        record.fingers.push_back({finger, synth::fingerprint(person.bio_seed, finger, {.seed = derive_seed(person.bio_seed, "enrolled")})});
    for (const auto& pen : synth::signature(person.bio_seed, 0)) record.signature.push_back({pen.x, pen.y, pen.pressure});
    record.pad_width = synth::kPadWidth;
    record.pad_height = synth::kPadHeight;
    return record;
}

}  // namespace

/// A third of a visit's work, and asked for by proof, printer and chip one after the other: the last one is kept.
StoredRecord stored_record(const population::Resident& person) {
    using Key = std::tuple<std::uint64_t, population::Sex, std::uint16_t>;
    static std::mutex mutex;
    static std::optional<std::pair<Key, StoredRecord>> last;
    const Key key{person.bio_seed, person.sex, person.missing_fingers};
    const std::lock_guard lock(mutex);
    if (!last || last->first != key) last.emplace(key, make_record(person));
    return last->second;
}

}  // namespace loket::centre
