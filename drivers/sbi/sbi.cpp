#include "drivers/sbi/sbi.h"

#include <algorithm>
#include <chrono>

#include "devices/base/random.h"
#include "devices/base/wait.h"
#include "devices/biometrics/iso/picture.h"
#include "devices/model/aside.h"
#include "devices/model/emulations.h"
#include "devices/model/preview.h"
#include "drivers/sbi/driver.h"
#include "drivers/sbi/http.h"
#include "drivers/sbi/model.h"
#include "drivers/sbi/multipart.h"
#include "drivers/sbi/protocol.h"

namespace loket::drivers::sbi {
namespace {

namespace iso = biometrics::iso;

constexpr Millis kInfoLimit{800}, kHealthLimit{500};
constexpr Millis kCaptureLimit{20'000}, kCaptureGrace{5'000};  // what the device is given, and what it may take to answer after it
constexpr Millis kFirstPicture{700};                           // of the preview, before the capture begins without it
constexpr Millis kBusyPause{150}, kBusyLimit{25'000};          // a capture that somebody stopped may go on in the device until its time is over
constexpr int kShownAcross = 400, kGap = 20;  // px
constexpr int kLeastFaceWidth = 480, kLeastFaceHeight = 640;
constexpr std::string_view kProduction = "Production";

Error not_for_us(const char* why) { return {Fault::Unsupported, why, "device.unsupported"}; }

/// Right hand, left hand or thumbs: where this finger lies.
biometrics::Slap slap_with(biometrics::Finger finger) {
    if (finger == biometrics::Finger::RightThumb || finger == biometrics::Finger::LeftThumb) return biometrics::Slap::Thumbs;
    return finger < biometrics::Finger::LeftThumb ? biometrics::Slap::RightFour : biometrics::Slap::LeftFour;
}

/// What to ask for fingers; the others of their slap are excused.
Result<Wish> wish_of(const model::FingerRequest& ask, const Info& info) {
    if (ask.fingers.empty() || (!ask.slap && ask.fingers.size() != 1)) return not_for_us("no fingers that lie together");
    Wish wish{.type = std::string(kFinger)};
    for (const auto finger : ask.fingers) wish.names.emplace_back(name_of(finger));
    if (info.sub_type == "Single") {
        if (ask.fingers.size() != 1) return not_for_us("this scanner takes one finger at a time");
        wish.by_name = true;
        return wish;
    }
    const auto slap = ask.slap.value_or(slap_with(ask.fingers.front()));
    const auto all = biometrics::fingers_of(slap);
    for (const auto finger : ask.fingers)
        if (std::find(all.begin(), all.end(), finger) == all.end()) return not_for_us("fingers of different slaps");
    for (const auto finger : all)
        if (std::find(ask.fingers.begin(), ask.fingers.end(), finger) == ask.fingers.end()) wish.exceptions.emplace_back(name_of(finger));
    wish.sub_id = slap == biometrics::Slap::LeftFour ? kLeftHand : slap == biometrics::Slap::RightFour ? kRightHand : kBoth;
    return wish;
}

Result<Wish> wish_of(const model::IrisRequest& ask, const Info& info) {
    if (ask.eyes.empty() || ask.eyes.size() > 2) return not_for_us("no eyes");
    Wish wish{.type = std::string(kIris)};
    for (const auto eye : ask.eyes) wish.names.emplace_back(name_of(eye));
    if (info.sub_type == "Single") {
        if (ask.eyes.size() != 1) return not_for_us("this camera takes one eye at a time");
        wish.by_name = true;
        return wish;
    }
    wish.sub_id = kBoth;
    for (const auto eye : {biometrics::Eye::Left, biometrics::Eye::Right})
        if (std::find(ask.eyes.begin(), ask.eyes.end(), eye) == ask.eyes.end()) wish.exceptions.emplace_back(name_of(eye));
    return wish;
}

Result<Wish> wish_of(const model::PhotoRequest&, const Info&) { return Wish{.type = std::string(kFace), .names = {""}}; }

std::string_view invitation_of(const model::Request& request) {
    if (std::holds_alternative<model::PhotoRequest>(request)) return "face.look_here";
    if (std::holds_alternative<model::IrisRequest>(request)) return "iris.look_here";
    const auto& slap = std::get<model::FingerRequest>(request).slap;
    if (!slap) return "finger.place_one";
    return *slap == biometrics::Slap::RightFour ? "finger.place_right_four" : *slap == biometrics::Slap::LeftFour ? "finger.place_left_four" : "finger.place_thumbs";
}

/// The pictures, which must be of what they are said to be.
Result<model::Content> content_of(const model::FingerRequest& ask, const std::vector<Taken>& taken) {
    model::FingerOutcome outcome;
    std::vector<GrayImage> pictures;
    for (std::size_t i = 0; i < ask.fingers.size(); ++i) {
        LOKET_ASSIGN(record, iso::decode_finger_image(taken[i].record));
        if (record.finger != ask.fingers[i] && record.finger != biometrics::Finger::Unknown) return corrupt("a record of another finger");
        LOKET_ASSIGN(picture, iso::finger_picture(record));
        pictures.push_back(picture);
        outcome.fingers.push_back({ask.fingers[i], std::move(picture)});
    }
    outcome.plate = beside_each_other(pictures);
    return model::Content{std::move(outcome)};
}

Result<model::Content> content_of(const model::IrisRequest& ask, const std::vector<Taken>& taken) {
    model::IrisOutcome outcome;
    for (std::size_t i = 0; i < ask.eyes.size(); ++i) {
        LOKET_ASSIGN(record, iso::decode_iris_image(taken[i].record));
        if (record.eye != ask.eyes[i]) return corrupt("a record of the other eye");
        LOKET_ASSIGN(picture, iso::grey_picture(record.image));
        outcome.eyes.push_back({ask.eyes[i], std::move(picture)});
    }
    return model::Content{std::move(outcome)};
}

Result<model::Content> content_of(const model::PhotoRequest&, const std::vector<Taken>& taken) {
    LOKET_ASSIGN(record, iso::decode_face_image(taken.front().record));
    LOKET_ASSIGN(picture, iso::colour_picture(record.image));
    if (picture.width < kLeastFaceWidth || picture.height < kLeastFaceHeight) return rejected("photo.too_small", "a face of too few pixels");
    return model::Content{model::PhotoOutcome{std::move(picture)}};
}

class SbiDevice final : public model::Device {
  public:
    SbiDevice(const model::Driver& row, const model::Surroundings& around) : row_(row), address_(around.address), name_(around.name), settings_(around.settings), clock_(around.clock) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override { known_.reset(); }

  private:
    /// What is known of an open device; computations that outlive a stop share it.
    struct Known {
        Place place;
        Trust trust;
        Info info;
    };
    [[nodiscard]] Instant now() const { return clock_ != nullptr ? clock_->now() : SystemClock().now(); }
    [[nodiscard]] std::string setting(const char* key) const;
    Result<std::shared_ptr<Known>> reach() const;
    template <class Ask>
    Result<model::Content> take(const Ask& ask, model::Sink& sink, const std::stop_token& stop);
    Result<std::string> capture(const Wish& wish, model::Sink& sink, const std::stop_token& stop);

    const model::Driver& row_;
    const std::string address_, name_;
    const model::Settings settings_;
    const Clock* clock_;
    SystemRandom random_;
    std::shared_ptr<const Known> known_;
    model::Aside aside_;
};

std::string SbiDevice::setting(const char* key) const {
    const auto found = settings_.find(key);
    return found == settings_.end() ? std::string() : found->second;
}

/// Where it is, and whom to believe.
Result<std::shared_ptr<SbiDevice::Known>> SbiDevice::reach() const {
    auto known = std::make_shared<Known>();
    if (model::is_emulated(address_)) {
        const auto emulated = emulated_place(address_);
        if (!emulated) return Error{Fault::Gone, "no such device", "device.gone"};
        known->place = emulated->place;
        known->trust.add(as_bytes(emulated->authority));
        return known;
    }
    const auto place = parse_address(address_);
    if (!place) return not_for_us("not an address of this interface");
    if (setting(kTrustSetting).empty()) return Error{Fault::NeedsOperator, "sbi.trust names no folder with certificates of trusted authorities", "device.untrusted"};
    LOKET_ASSIGN(trust, Trust::from_folder(setting(kTrustSetting)));
    known->place = *place;
    known->trust = std::move(trust);
    return known;
}

Status SbiDevice::open() {
    close();
    LOKET_ASSIGN(known, reach());
    LOKET_ASSIGN(answer, ask({.port = known->place.port, .verb = "MOSIPDINFO", .path = "/info", .limit = kInfoLimit}));
    LOKET_ASSIGN(info, parse_info(answer, known->place.device, known->trust, now()));
    if (info.type != type_of(row_.kind)) return not_for_us("a device of another kind");
    if (info.env != kProduction && info.env != setting(kEnvSetting))
        return Error{Fault::NeedsOperator, "made for the environment \"" + info.env + "\", which sbi.env does not name", "device.untrusted"};
    known->info = std::move(info);
    known_ = std::move(known);
    return {};
}

/// The answer to a capture; the preview runs beside it, and is given up without it.
Result<std::string> SbiDevice::capture(const Wish& wish, model::Sink& sink, const std::stop_token& stop) {
    const int port = known_->place.port;
    Multipart pictures;
    bool seen = false;
    const auto show = [&] {
        const auto jpeg = pictures.latest();
        const auto picture = jpeg ? iso::decode_colour(iso::Coding::Jpeg, *jpeg) : Result<RgbaImage>(corrupt("none"));
        if (picture) sink.preview(model::preview_of(*picture, kShownAcross));
        seen = seen || picture.ok();
    };
    Calls calls;
    const auto all = kCaptureLimit + kCaptureGrace;
    const auto stream = calls.add({.port = port, .verb = "STREAM", .path = "/stream", .body = stream_request(wish.device, wish.sub_id, all), .limit = all, .take = [&](ByteView piece) { pictures.add(piece); }});
    LOKET_TRY(calls.run([&] { return show(), seen || pictures.broken() || calls.answer(stream).has_value(); }, stop, kFirstPicture));
    const auto capture = calls.add({.port = port, .verb = "RCAPTURE", .path = "/capture", .body = capture_request(wish), .limit = all});
    LOKET_TRY(calls.run([&] { return show(), calls.answer(capture).has_value(); }, stop));
    return *calls.answer(capture);
}

template <class Ask>
Result<model::Content> SbiDevice::take(const Ask& ask, model::Sink& sink, const std::stop_token& stop) {
    const auto patience = std::chrono::steady_clock::now() + kBusyLimit;
    for (;;) {
        LOKET_ASSIGN(wish, wish_of(ask, known_->info));
        wish.device = known_->place.device;
        wish.env = known_->info.env;
        wish.timeout = kCaptureLimit;
        wish.at = now();
        const std::uint64_t id[] = {random_.next(), random_.next()};
        wish.transaction = to_hex(ByteView(reinterpret_cast<const std::uint8_t*>(id), sizeof id));
        LOKET_ASSIGN(answer, capture(wish, sink, stop));
        if constexpr (std::is_same_v<Ask, model::FingerRequest>) sink.hint("finger.lift");
        auto result = std::make_shared<Result<model::Content>>(internal("not read"));
        const auto read = [ask, wish, known = known_, at = now(), text = std::move(answer), result] {
            const auto taken = parse_capture(text, wish, known->info, known->trust, at);
            *result = taken ? content_of(ask, *taken) : Result<model::Content>(taken.error());
        };
        if (!aside_.run(read, stop)) return Error{Fault::Cancelled, "stopped on request"};
        if (*result || result->error().fault != Fault::Busy || std::chrono::steady_clock::now() > patience) return std::move(*result);
        if (!wait_for(kBusyPause, stop)) return Error{Fault::Cancelled, "stopped on request"};
    }
}

Result<model::Content> SbiDevice::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto work = [&](const auto* ask) -> Result<model::Content> {
        if (ask == nullptr) return not_for_us("not a request of this kind");
        if (!known_) return Error{Fault::Gone, "the device is not open", "device.gone"};
        sink.hint(invitation_of(request));
        auto content = take(*ask, sink, stop);
        if (!content && content.error().fault == Fault::Gone) close();
        return content;
    };
    if (row_.kind == model::Kind::FingerScanner) return work(std::get_if<model::FingerRequest>(&request));
    if (row_.kind == model::Kind::IrisScanner) return work(std::get_if<model::IrisRequest>(&request));
    return work(std::get_if<model::PhotoRequest>(&request));
}

model::Health SbiDevice::health() {
    const model::Health offline{.ready = false, .reasons = {"offline"}, .supplies = {}};
    if (!known_) return offline;
    const auto answer = ask({.port = known_->place.port, .verb = "MOSIPDISC", .path = "/device", .body = discovery_request(type_of(row_.kind)), .limit = kHealthLimit});
    const auto devices = answer ? parse_discovery(*answer) : Result<std::vector<Found>>(answer.error());
    if (!devices) return offline;
    const auto ours = std::find_if(devices->begin(), devices->end(), [this](const auto& each) { return each.id == known_->place.device; });
    if (ours == devices->end() || ours->status == "Not Ready") return offline;
    if (ours->status == "Not Registered") return {.ready = false, .reasons = {"broken"}, .supplies = {}};
    return {};
}

model::Identity SbiDevice::identity() const {
    const Info unknown;
    const auto& info = known_ ? known_->info : unknown;
    return {.driver = std::string(row_.id),
            .vendor = info.make,
            .product = !info.model.empty() ? info.model : !name_.empty() ? name_ : "SBI device",
            .serial = info.serial,
            .firmware = info.firmware,
            .simulated = model::is_emulated(address_)};
}

}  // namespace

std::string_view type_of(model::Kind kind) { return kind == model::Kind::FingerScanner ? kFinger : kind == model::Kind::IrisScanner ? kIris : kFace; }

GrayImage beside_each_other(const std::vector<GrayImage>& pictures) {
    int width = -kGap, height = 0;
    for (const auto& each : pictures) {
        width += each.width + kGap;
        height = std::max(height, each.height);
    }
    if (pictures.empty()) return {};
    GrayImage all(width, height);
    int left = 0;
    for (const auto& each : pictures) {
        for (int y = 0; y < each.height; ++y) std::copy_n(&each.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(each.width)], each.width, &all.at(left, y));
        left += each.width + kGap;
    }
    return all;
}

std::unique_ptr<model::Device> make_device(const model::Driver& row, const model::Surroundings& around) { return std::make_unique<SbiDevice>(row, around); }

Result<std::vector<model::Sighting>> sightings(model::Kind kind, const std::stop_token& stop) {
    static Ports fingers(kFinger), irises(kIris), faces(kFace);
    return (kind == model::Kind::FingerScanner ? fingers : kind == model::Kind::IrisScanner ? irises : faces).look(stop);
}

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return make_device(kDriver, around); }

Result<std::vector<model::Sighting>> look(const model::Settings&, const std::stop_token& stop) { return sightings(kDriver.kind, stop); }

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return emulate_box(kDriver.kind, scene); }

}  // namespace loket::drivers::sbi
