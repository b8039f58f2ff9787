#include "drivers/sbi/sitter.h"

#include <algorithm>
#include <functional>
#include <mutex>

#include "devices/base/random.h"
#include "devices/biometrics/iso/picture.h"
#include "devices/model/preview.h"
#include "drivers/sbi/protocol.h"
#include "drivers/sbi/sbi.h"

namespace loket::drivers::sbi {
namespace {

namespace iso = biometrics::iso;
namespace synth = biometrics::synth;

constexpr std::size_t kMostGrown = 10;
constexpr int kShownWidth = 480, kGoodQuality = 80;

iso::ImageRecord image_of(Bytes picture, int width, int height, int channels, iso::Coding coding) {
    return {.coding = coding, .width = width, .height = height, .channels = channels, .quality = kGoodQuality, .picture = std::move(picture)};
}

/// Coding a face or an eye takes longer than all the rest, so the last ones are kept for all emulated cameras of a process.
Sitting kept(const model::SimPerson& person, model::Kind kind, const std::vector<std::string>& names, const std::function<Sitting()>& draw) {
    struct Kept {
        model::SimPerson person;
        model::Kind kind;
        std::vector<std::string> names;
        Sitting sitting;
    };
    constexpr std::size_t kMostKept = 6;
    static std::mutex mutex;
    static std::list<Kept> all;
    const std::lock_guard lock(mutex);
    auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.person == person && each.kind == kind && each.names == names; });
    if (found == all.end()) {
        all.push_front({person, kind, names, draw()});
        found = all.begin();
        if (all.size() > kMostKept) all.pop_back();
    }
    return found->sitting;
}

/// As JPEG, which the record may hold, too.
Sitting face_of(const model::SimPerson& person) {
    const auto face = synth::face(person.seed, {.female = person.female, .age = person.age, .headscarf = person.headscarf}, {});
    const auto record = iso::encode_face_image({image_of(iso::jpeg_of(face), face.width, face.height, 3, iso::Coding::Jpeg)});
    return {{{"", record}}, iso::jpeg_of(model::preview_of(face, kShownWidth))};
}

}  // namespace

GrayImage Sitter::finger(std::uint64_t person, biometrics::Finger finger, std::uint64_t take) {
    auto found = std::find_if(grown_.begin(), grown_.end(), [&](const auto& each) { return each.first == person && each.second.finger == finger; });
    if (found == grown_.end()) {
        grown_.emplace_front(person, synth::finger_master(person, finger));
        found = grown_.begin();
        if (grown_.size() > kMostGrown) grown_.pop_back();
    }
    return synth::render_impression(found->second, {.seed = derive_seed(take, "sbi", static_cast<std::uint64_t>(finger))});
}

Bytes Sitter::nobody() { return iso::jpeg_of(model::preview_of(GrayImage(kShownWidth, kShownWidth), kShownWidth)); }

Sitting Sitter::sit(const std::vector<std::string>& names) {
    const auto person = scene_.person();
    if (kind_ == model::Kind::Camera) return kept(person, kind_, names, [&] { return face_of(person); });
    if (kind_ == model::Kind::IrisScanner) return kept(person, kind_, names, [&] { return laid_down(person, names, 0); });
    return laid_down(person, names, scene_.next_take("sbi"));
}

Sitting Sitter::laid_down(const model::SimPerson& person, const std::vector<std::string>& names, std::uint64_t take) {
    Sitting out;
    std::vector<GrayImage> seen;
    const auto add = [&](std::string_view name, bool missing, const auto& draw, const auto& encode) {
        if (std::find(names.begin(), names.end(), name) == names.end()) return;
        out.shots.push_back({std::string(name), {}});
        if (missing) return;
        seen.push_back(draw());
        out.shots.back().record = encode(image_of(iso::jpeg2000_of(seen.back()), seen.back().width, seen.back().height, 1, iso::Coding::Jpeg2000));
    };
    if (kind_ == model::Kind::FingerScanner)
        for (const auto each : biometrics::kFingers)
            add(name_of(each), person.missing_fingers.contains(each), [&] { return finger(person.seed, each, take); },
                [&](iso::ImageRecord image) { return iso::encode_finger_image({std::move(image), each, 500}); });
    if (kind_ == model::Kind::IrisScanner)
        for (const auto each : {biometrics::Eye::Left, biometrics::Eye::Right})
            add(name_of(each), person.missing_eyes.contains(each), [&] { return synth::iris(person.seed, each, {.seed = derive_seed(take, "eye", static_cast<std::uint64_t>(each))}); },
                [&](iso::ImageRecord image) { return iso::encode_iris_image({std::move(image), each}); });
    out.preview = seen.empty() ? nobody() : iso::jpeg_of(model::preview_of(beside_each_other(seen), kShownWidth));
    return out;
}

}  // namespace loket::drivers::sbi
