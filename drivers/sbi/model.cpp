#include "drivers/sbi/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "devices/base/clock.h"
#include "devices/model/emulations.h"
#include "drivers/sbi/maker.h"
#include "drivers/sbi/sbi.h"
#include "drivers/sbi/server.h"
#include "drivers/sbi/sitter.h"

namespace loket::drivers::sbi {
namespace {

using nlohmann::json;

constexpr int kFrameTime = 60, kCaptureTime = 800, kLate = 120, kServiceLook = 10;  // ms
constexpr std::string_view kWords[] = {"silent",   "slow",       "garbage",   "stream_closed", "stubborn", "busy",    "not_ready", "nobody",   "expired",
                                       "foreign", "tampered",   "wrong_hash", "truncated",     "wsq",      "swapped", "stale",     "replayed", "staging"};

json error_json(int code) { return {{"errorCode", std::to_string(code)}, {"errorInfo", code == 0 ? "Success" : "error"}}; }

std::string http_answer(std::string_view body) {
    return fmt::format("HTTP/1.1 200 OK\r\nCache-Control: no-cache\r\nContent-Length: {}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}", body.size(), body);
}

/// The fingers or eyes that a deviceSubId means, without the exceptions; by name where the request lists them.
std::vector<std::string> meant(model::Kind kind, int sub_id, const json& bio) {
    std::vector<std::string> names;
    const auto listed = bio.value("bioSubType", json::array());
    if (kind == model::Kind::FingerScanner && sub_id >= kLeftHand && sub_id <= kBoth) {
        const auto slap = sub_id == kLeftHand ? biometrics::Slap::LeftFour : sub_id == kRightHand ? biometrics::Slap::RightFour : biometrics::Slap::Thumbs;
        for (const auto finger : biometrics::fingers_of(slap)) names.emplace_back(name_of(finger));
    } else if (kind == model::Kind::IrisScanner) {
        if (sub_id != kRightHand) names.emplace_back("Left");
        if (sub_id != kLeftHand) names.emplace_back("Right");
    } else if (listed.is_array()) {
        for (const auto& each : listed) names.push_back(each.is_string() ? each.get<std::string>() : "");
    }
    for (const auto& each : bio.value("exception", json::array()))
        if (each.is_string()) std::erase(names, each.get<std::string>());
    return names;
}

int number_in(const json& object, const char* key, int otherwise) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return otherwise;
    return std::atoi(found->get_ref<const std::string&>().c_str());
}

}  // namespace

/// What all devices of a box share. Members are called from the threads of callers.
class Service {
  public:
    Service(model::Scene& scene, const std::vector<model::Kind>& kinds) : scene_(scene), server_([this](Caller& caller) { answer_or_refuse(caller); }) {
        for (const auto kind : kinds) devices_.push_back(std::make_unique<Device>(scene, kind, std::to_string(devices_.size() + 1)));
    }

    bool open(int first, int last) { return server_.open(first, last); }
    void close() { server_.close(); }
    [[nodiscard]] Place place(std::size_t device) const { return {server_.port(), devices_.at(device)->id}; }
    bool event(std::string_view what);
    void meddle(std::function<void(std::string&)> with) {
        const std::lock_guard lock(mutex_);
        meddle_ = std::move(with);
    }

  private:
    struct Device {
        Device(model::Scene& scene, model::Kind of, std::string number) : kind(of), id(std::move(number)), sitter(scene, of) {}
        const model::Kind kind;
        const std::string id;
        std::atomic<bool> capturing = false;
        Sitter sitter;                              // of who is capturing, as the next
        std::string last_transaction = "none-yet";
        Bytes shown = Sitter::nobody();             // in the preview; under the service's mutex
    };

    void answer(Caller& caller);
    void answer_or_refuse(Caller& caller) {
        try {
            answer(caller);
        } catch (const json::exception&) {  // a request of other types than the interface has
            say(caller, json{{"error", error_json(999)}}.dump());
        }
    }
    void say(Caller& caller, std::string body);
    [[nodiscard]] bool is(std::string_view word) const {
        const std::lock_guard lock(mutex_);
        return words_.contains(std::string(word));
    }
    [[nodiscard]] std::string sign(const json& payload) const;
    [[nodiscard]] json digital_id(const Device& device) const;
    [[nodiscard]] json told(const Device& device, bool under_signature) const;
    std::string discover(const json& ask);
    std::string inform();
    void stream(Caller& caller, const json& ask);
    std::string capture(Caller& caller, const json& ask);
    int wait_for_person(Caller& caller);
    json biometric(Device& device, const Shot& shot, const json& ask, Sha256& hash);
    Device* device_of(const json& ask);
    void show(Device& device, Bytes picture) {
        const std::lock_guard lock(mutex_);
        device.shown = std::move(picture);
    }

    model::Scene& scene_;
    mutable std::mutex mutex_;
    std::set<std::string> words_;
    std::function<void(std::string&)> meddle_;
    std::vector<std::unique_ptr<Device>> devices_;
    Server server_;  // last: its threads use the others
};

bool Service::event(std::string_view what) {
    const std::lock_guard lock(mutex_);
    if (what == "reset") return words_.clear(), true;
    if (std::find(std::begin(kWords), std::end(kWords), what) == std::end(kWords)) return false;
    words_.emplace(what);
    return true;
}

void Service::answer(Caller& caller) {
    if (is("slow") && !caller.pause(kLate)) return;
    while (is("silent"))
        if (!caller.pause(kServiceLook) || caller.hung_up()) return;
    const auto ask = json::parse(caller.body(), nullptr, false);
    const auto& verb = caller.verb();
    if (verb == "MOSIPDISC /device") return say(caller, discover(ask));
    if (verb == "MOSIPDINFO /info") return say(caller, inform());
    if (verb == "STREAM /stream") return stream(caller, ask);
    if (verb == "RCAPTURE /capture") {
        const auto body = capture(caller, ask);
        return body.empty() ? void() : say(caller, body);
    }
    caller.say("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

void Service::say(Caller& caller, std::string body) {
    if (is("garbage")) body.resize(body.size() / 2);
    auto text = http_answer(body);
    {
        const std::lock_guard lock(mutex_);
        if (meddle_) meddle_(text);
    }
    caller.say(text);
}

std::string Service::sign(const json& payload) const {
    const auto papers = is("expired") ? Maker::Papers::Expired : is("foreign") ? Maker::Papers::Foreign : Maker::Papers::Good;
    auto text = Maker::only().sign(payload.dump(), papers);
    if (is("tampered")) {
        auto& letter = text[text.find('.') + 12];  // of the payload
        letter = letter == 'A' ? 'B' : 'A';
    }
    return text;
}

/// It has no clock: its time is of no importance here.
json Service::digital_id(const Device& device) const {
    const char* sub_type = device.kind == model::Kind::FingerScanner ? "Slap" : device.kind == model::Kind::IrisScanner ? "Double" : "Full face";
    return {{"serialNo", "SIM-" + device.id}, {"make", "Loket"},           {"model", std::string("Emulated ") + std::string(type_of(device.kind))},
            {"type", type_of(device.kind)},   {"deviceSubType", sub_type}, {"deviceProvider", "Loket"},
            {"deviceProviderId", "LOKET.EMULATED"}, {"dateTime", "2026-01-01T00:00:00.000Z"}};
}

json Service::told(const Device& device, bool under_signature) const {
    const auto digital = digital_id(device);
    const bool face = device.kind == model::Kind::Camera;
    json out = {{"deviceId", device.id},   {"deviceStatus", is("not_ready") ? "Not Ready" : is("busy") || device.capturing ? "Busy" : "Ready"},
                {"certification", "L0"},   {"serviceVersion", kSpec},
                {"deviceSubId", face ? json{"0"} : json{"1", "2", "3"}},
                {"callbackId", fmt::format("http://127.0.0.1:{}/", server_.port())},
                {"deviceCode", "emulated-" + device.id},  {"specVersion", {kSpec}},
                {"purpose", "Registration"}};
    out["digitalId"] = under_signature ? sign(digital) : to_base64url(as_bytes(digital.dump()));
    if (!under_signature) {
        out["error"] = error_json(is("not_ready") ? 110 : is("busy") ? 111 : 0);
    } else {
        out["env"] = is("staging") ? "Staging" : "Production";
        out["firmware"] = "1.0";
    }
    return out;
}

std::string Service::discover(const json& ask) {
    const auto type = ask.is_object() ? ask.value("type", "") : "";
    json all = json::array();
    for (const auto& each : devices_)
        if (type == "Biometric Device" || type == type_of(each->kind)) all.push_back(told(*each, false));
    return all.empty() ? json{{"error", error_json(type.empty() ? 502 : 503)}}.dump() : all.dump();
}

std::string Service::inform() {
    json all = json::array();
    for (const auto& each : devices_) all.push_back({{"deviceInfo", sign(told(*each, true))}, {"error", error_json(is("not_ready") ? 110 : is("busy") ? 111 : 0)}});
    return all.dump();
}

Service::Device* Service::device_of(const json& ask) {
    if (!ask.is_object()) return nullptr;
    const auto id = ask.value("deviceId", "");
    const auto found = std::find_if(devices_.begin(), devices_.end(), [&](const auto& each) { return each->id == id; });
    return found == devices_.end() ? nullptr : found->get();
}

void Service::stream(Caller& caller, const json& ask) {
    auto* device = device_of(ask);
    if (device == nullptr || is("not_ready") || is("busy")) return say(caller, json{{"error", error_json(device == nullptr ? 605 : is("busy") ? 111 : 110)}}.dump());
    if (!caller.say("HTTP/1.0 200 OK\r\nCache-Control: no-cache, private\r\nConnection: close\r\nContent-Type: multipart/x-mixed-replace; boundary=--BoundaryString\r\n\r\n")) return;
    const auto part = [&] {
        const std::lock_guard lock(mutex_);
        return fmt::format("--BoundaryString\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n", device->shown.size(), as_text(device->shown));
    };
    while (caller.say(part()) && !is("stream_closed") && caller.pause(kFrameTime) && !caller.hung_up()) {}
}

/// 0, or the error that the capture ends with; negative: nobody listens any more.
int Service::wait_for_person(Caller& caller) {
    for (int waited = 0; scene_.real_time() && waited < kCaptureTime; waited += kServiceLook) {
        if (!caller.pause(kServiceLook)) return -1;
        if (caller.hung_up() && !is("stubborn")) return -1;
    }
    return is("nobody") ? 701 : 0;
}

std::string Service::capture(Caller& caller, const json& ask) {
    const auto failed = [](int code) { return json{{"biometrics", {{{"specVersion", kSpec}, {"data", ""}, {"hash", ""}, {"error", error_json(code)}}}}}.dump(); };
    if (!ask.is_object() || !ask.contains("bio") || !ask["bio"].is_array() || ask["bio"].size() != 1 || !ask["bio"][0].is_object()) return failed(710);
    const auto& bio = ask["bio"][0];
    auto* device = device_of(bio);
    if (device == nullptr) return failed(705);
    if (is("not_ready")) return failed(110);
    const auto names = device->kind == model::Kind::Camera ? std::vector<std::string>{""} : meant(device->kind, number_in(bio, "deviceSubId", 0), bio);
    if (static_cast<int>(names.size()) != number_in(bio, "count", 0)) return failed(109);
    if (is("busy") || device->capturing.exchange(true)) return failed(703);
    const std::unique_ptr<Device, void (*)(Device*)> until_done(device, [](Device* each) { each->capturing = false; });
    const auto sitting = device->sitter.sit(names);
    show(*device, sitting.preview);
    const int trouble = wait_for_person(caller);
    show(*device, Sitter::nobody());
    if (trouble < 0) return {};
    if (trouble > 0) return failed(trouble);
    auto hash = sha256({});
    json all = json::array();
    for (std::size_t i = 0; i < sitting.shots.size(); ++i) {
        auto shot = sitting.shots[i];
        if (is("swapped") && sitting.shots.size() > 1) shot.record = sitting.shots[(i + 1) % sitting.shots.size()].record;
        all.push_back(biometric(*device, shot, ask, hash));
    }
    device->last_transaction = ask.value("transactionId", "");
    return json{{"biometrics", all}}.dump();
}

/// Its time is what the caller says it is: it has no clock.
json Service::biometric(Device& device, const Shot& shot, const json& ask, Sha256& hash) {
    if (shot.record.empty()) return {{"specVersion", kSpec}, {"data", ""}, {"hash", ""}, {"error", error_json(707)}};
    auto record = shot.record;
    if (is("truncated")) record.resize(record.size() * 2 / 3);
    if (is("wsq")) {
        constexpr std::size_t kCodingAt = 52;  // of a finger's record without certificates and with one quality block
        record[kCodingAt] = 2;
    }
    const auto asked = parse_timestamp(ask.value("captureTime", ""));
    const auto at = asked.value_or(Instant{}) - (is("stale") ? Millis{3'600'000} : Millis{0});
    const json data = {{"digitalId", sign(digital_id(device))}, {"deviceCode", "emulated-" + device.id}, {"deviceServiceVersion", kSpec},
                       {"bioType", type_of(device.kind)},       {"bioSubType", shot.name},               {"purpose", ask.value("purpose", "")},
                       {"env", ask.value("env", "")},           {"bioValue", to_base64url(record)},      {"transactionId", is("replayed") ? device.last_transaction : ask.value("transactionId", "")},
                       {"timestamp", iso_instant(at)},          {"requestedScore", "40"},                {"qualityScore", "80"}};
    hash = chained(hash, record);
    auto said = upper_hex(hash);
    if (is("wrong_hash")) said[0] = said[0] == '0' ? '1' : '0';
    return {{"specVersion", kSpec}, {"data", sign(data)}, {"hash", said}, {"error", error_json(0)}};
}

namespace {

model::Emulations<Service>& services() {
    static model::Emulations<Service> all;
    return all;
}

}  // namespace

Box::Box(model::Scene& scene, const std::vector<model::Kind>& kinds, int first_port, int last_port) : service_(std::make_shared<Service>(scene, kinds)) {
    (void)Maker::only();  // now, not while somebody waits for an answer
    service_->open(first_port, last_port);
    address_ = services().add(service_);
}

Box::~Box() { service_->close(); }

Place Box::place(std::size_t device) const { return service_->place(device); }
void Box::unplug() { service_->close(); }
void Box::plug() {
    service_->event("reset");
    service_->open(0, 0);
}
bool Box::event(std::string_view what) { return service_->event(what); }
void Box::meddle(std::function<void(std::string&)> with) { service_->meddle(std::move(with)); }

std::optional<EmulatedPlace> emulated_place(const std::string& address) {
    const auto service = services().find(address);
    if (!service) return std::nullopt;
    return EmulatedPlace{service->place(0), Maker::only().authority()};
}

std::unique_ptr<model::AddressModel> emulate_box(model::Kind kind, model::Scene& scene) { return std::make_unique<Box>(scene, std::vector{kind}); }

}  // namespace loket::drivers::sbi
