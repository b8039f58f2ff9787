#include "drivers/sbi/protocol.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace loket::drivers::sbi {
namespace {

using nlohmann::json;

constexpr std::size_t kMostDevices = 32, kMostText = 128;
constexpr std::string_view kRegistration = "Registration";

constexpr std::array<std::string_view, 11> kFingerNames = {"UNKNOWN",    "Right Thumb",     "Right IndexFinger", "Right MiddleFinger", "Right RingFinger", "Right LittleFinger",
                                                           "Left Thumb", "Left IndexFinger", "Left MiddleFinger", "Left RingFinger",    "Left LittleFinger"};

json parsed(std::string_view text) { return json::parse(text, nullptr, false); }

/// A text of an object, or nothing; numbers are taken for texts, as some devices write them.
std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
    return found->is_string() ? found->get<std::string>() : std::string();
}

/// The same for what is shown or logged: printable, short.
std::string label_of(const json& object, const char* key) {
    auto text = text_of(object, key);
    std::erase_if(text, [](unsigned char c) { return c < ' ' || c > '~'; });
    text.resize(std::min(text.size(), kMostText));
    return text;
}

std::vector<std::string> texts_of(const json& object, const char* key) {
    std::vector<std::string> out;
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array()) return out;
    for (const auto& each : *found) out.push_back(each.is_string() ? each.get<std::string>() : each.dump());
    return out;
}

/// 0 when all is well; -1 for an error that is no number.
int error_code_of(const json& object) {
    const auto found = object.find("error");
    if (found == object.end() || !found->is_object()) return 0;
    const auto text = text_of(*found, "errorCode");
    int code = -1;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), code);
    return text.empty() ? 0 : wrong == std::errc{} && end == text.data() + text.size() ? code : -1;
}

/// A list, or a single object where a service has but one device.
std::vector<json> objects_of(const json& all) {
    std::vector<json> out;
    if (all.is_object()) out.push_back(all);
    if (all.is_array())
        for (const auto& each : all)
            if (each.is_object() && out.size() < kMostDevices) out.push_back(each);
    return out;
}

bool offers(const json& object, const char* key, std::string_view wanted) {
    const auto all = texts_of(object, key);
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

Error needs_service(int code) { return {Fault::NeedsOperator, "the device reports error " + std::to_string(code), "device.needs_service"}; }

int number_at(std::string_view text, std::size_t at, std::size_t count) {
    int value = -1;
    if (at + count > text.size()) return -1;
    const auto part = text.substr(at, count);
    const auto [end, wrong] = std::from_chars(part.data(), part.data() + part.size(), value);
    return wrong == std::errc{} && end == part.data() + part.size() ? value : -1;
}

/// Minutes east of Greenwich: "Z", "+07:00", "+0700".
std::optional<int> zone_of(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const std::size_t minutes_at = text[3] == ':' ? 4 : 3;
    const int hours = number_at(text, 1, 2), minutes = number_at(text, minutes_at, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || text.size() != minutes_at + 2) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/// Signed for this wish by this device, just now.
Status check_claims(const json& data, const Wish& wish, const Info& device, const Trust& trust, Instant now) {
    if (!data.is_object()) return corrupt("a capture without data");
    if (text_of(data, "transactionId") != wish.transaction) return corrupt("a capture of another transaction");
    if (text_of(data, "bioType") != wish.type || text_of(data, "purpose") != kRegistration || text_of(data, "env") != wish.env) return corrupt("a capture of another kind");
    const auto at = parse_timestamp(text_of(data, "timestamp"));
    if (!at || *at < now - kFresh || *at > now + kFresh) return corrupt("a capture of another time");
    LOKET_ASSIGN(digital, trust.open(text_of(data, "digitalId"), now));
    const auto who = parsed(digital);
    if (!who.is_object() || label_of(who, "serialNo") != device.serial || label_of(who, "make") != device.make || label_of(who, "model") != device.model)
        return corrupt("a capture of another device");
    return {};
}

/// Of several fingers some were not read: which, or that none was.
Error not_read(const Wish& wish, const std::vector<Taken>& taken, int code) {
    if (taken.empty() || wish.type == kFace) return error_of(code, wish.type);
    return rejected(wish.type == kFinger ? "finger.missing" : "iris.missing", "the device read only a part of what was asked for");
}

}  // namespace

std::string_view name_of(biometrics::Finger finger) { return kFingerNames[static_cast<std::size_t>(finger) % kFingerNames.size()]; }
std::string_view name_of(biometrics::Eye eye) { return eye == biometrics::Eye::Left ? "Left" : "Right"; }

Result<std::vector<Found>> parse_discovery(std::string_view text) {
    const auto all = parsed(text);
    if (!all.is_array() && !all.is_object()) return corrupt("a discovery that is no list");
    std::vector<Found> out;
    for (const auto& each : objects_of(all)) {
        Found found{.id = label_of(each, "deviceId"), .type = {}, .status = label_of(each, "deviceStatus"), .name = {}};
        const auto digital = from_base64url(text_of(each, "digitalId"));
        const auto who = digital ? parsed(as_text(*digital)) : json();
        if (found.id.empty() || !who.is_object()) continue;
        found.type = label_of(who, "type");
        found.name = label_of(who, "make") + " " + label_of(who, "model");
        out.push_back(std::move(found));
    }
    return out;
}

Result<Info> parse_info(std::string_view text, const std::string& id, const Trust& trust, Instant now) {
    const auto all = parsed(text);
    if (!all.is_array() && !all.is_object()) return corrupt("information that is no list");
    std::optional<Error> distrusted;
    for (const auto& each : objects_of(all)) {
        const auto opened = trust.open(text_of(each, "deviceInfo"), now);
        if (!opened) {
            distrusted = opened.error();
            continue;
        }
        const auto said = parsed(*opened);
        if (!said.is_object() || label_of(said, "deviceId") != id) continue;
        if (const int code = error_code_of(each); code != 0 && code != 110 && code != 111) return needs_service(code);
        if (!offers(said, "specVersion", kSpec) || text_of(said, "purpose") != kRegistration) return Error{Fault::Unsupported, "not for registration with SBI 0.9.5", "device.unsupported"};
        LOKET_ASSIGN(digital, trust.open(text_of(said, "digitalId"), now));
        const auto who = parsed(digital);
        if (!who.is_object()) return corrupt("a device without an identity");
        return Info{.id = id,
                    .code = label_of(said, "deviceCode"),
                    .env = label_of(said, "env"),
                    .firmware = label_of(said, "firmware"),
                    .type = label_of(who, "type"),
                    .sub_type = label_of(who, "deviceSubType"),
                    .make = label_of(who, "make"),
                    .model = label_of(who, "model"),
                    .serial = label_of(who, "serialNo"),
                    .sub_ids = texts_of(said, "deviceSubId")};
    }
    if (distrusted) return *distrusted;
    return Error{Fault::Gone, "the service no longer has this device", "device.gone"};
}

std::string capture_request(const Wish& wish) {
    const json bio = {{"type", wish.type},
                      {"count", std::to_string(wish.names.size())},
                      {"bioSubType", wish.by_name ? json(wish.names) : json::array()},
                      {"exception", wish.exceptions},
                      {"requestedScore", "40"},
                      {"deviceId", wish.device},
                      {"deviceSubId", std::to_string(wish.sub_id)},
                      {"previousHash", upper_hex(sha256({}))}};
    return json{{"env", wish.env},
                {"purpose", kRegistration},
                {"specVersion", kSpec},
                {"timeout", std::to_string(wish.timeout.count())},
                {"captureTime", iso_instant(wish.at)},
                {"transactionId", wish.transaction},
                {"bio", json::array({bio})},
                {"customOpts", nullptr}}
        .dump();
}

std::string stream_request(const std::string& device, int sub_id, Millis timeout) {
    return json{{"deviceId", device}, {"deviceSubId", std::to_string(sub_id)}, {"timeout", std::to_string(timeout.count())}}.dump();
}

std::string discovery_request(std::string_view type) { return json{{"type", type}}.dump(); }

Sha256 chained(const Sha256& previous, ByteView record) {
    const auto own = sha256(record);
    Bytes both(previous.begin(), previous.end());
    both.insert(both.end(), own.begin(), own.end());
    return sha256(both);
}

std::string upper_hex(const Sha256& hash) {
    auto hex = to_hex(hash);
    std::transform(hex.begin(), hex.end(), hex.begin(), [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
    return hex;
}

Result<std::vector<Taken>> parse_capture(std::string_view text, const Wish& wish, const Info& device, const Trust& trust, Instant now) {
    const auto all = parsed(text);
    if (!all.is_object()) return corrupt("a capture that is no object");
    const auto list = all.find("biometrics");
    if (list == all.end() || !list->is_array() || list->empty()) {
        const int code = error_code_of(all);
        return code != 0 ? error_of(code, wish.type) : corrupt("a capture without biometrics");
    }
    std::vector<Taken> taken;
    auto hash = sha256({});
    for (const auto& each : *list) {
        if (!each.is_object()) return corrupt("a capture with a broken part");
        if (const int code = error_code_of(each); code != 0) return not_read(wish, taken, code);
        if (text_of(each, "specVersion") != kSpec) return corrupt("a capture of another edition");
        LOKET_ASSIGN(opened, trust.open(text_of(each, "data"), now));
        const auto data = parsed(opened);
        LOKET_TRY(check_claims(data, wish, device, trust, now));
        LOKET_ASSIGN(record, from_base64url(text_of(data, "bioValue")));
        hash = chained(hash, record);
        const auto said = from_hex(text_of(each, "hash"));
        if (!said || !std::equal(said->begin(), said->end(), hash.begin(), hash.end())) return corrupt("the hash chain of a capture is broken");
        taken.push_back({text_of(data, "bioSubType"), std::move(record)});
    }
    std::vector<Taken> in_order;
    for (const auto& name : wish.names) {
        const auto found = std::find_if(taken.begin(), taken.end(), [&](const auto& each) { return each.name == name || wish.type == kFace; });
        if (found == taken.end()) return corrupt("a capture of something else than was asked for");
        in_order.push_back(std::move(*found));
        taken.erase(found);
    }
    if (!taken.empty()) return corrupt("a capture of more than was asked for");
    return in_order;
}

Error error_of(int code, std::string_view type) {
    const auto context = "the device reports error " + std::to_string(code);
    switch (code) {
        case 101: case 102: case 701: case 707: case 708:  // nothing there, cannot be read, nothing came in time
            return {Fault::TimedOut, context, type == kFinger ? "finger.no_finger" : type == kIris ? "iris.not_found" : "device.timed_out"};
        case 105: return rejected(type == kFinger ? "finger.wrong_hand" : "device.timed_out", context);
        case 110: case 111: case 607: case 703: return {Fault::Busy, context, "device.busy"};
        case 700: case 702: return {Fault::TimedOut, context, "device.timed_out"};  // the preview ended, or shows another hand
        case 106: case 202: case 503: case 605: case 705: return {Fault::Gone, context, "device.gone"};
        case 100: case 103: case 104: case 107: case 108: return needs_service(code);
        default: return corrupt(context);  // it did not understand us, or does not know itself
    }
}

std::optional<Instant> parse_timestamp(std::string_view text) {
    constexpr std::size_t kSeconds = 19;
    const auto day = parse_iso_date(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    if (!day || day->year() < std::chrono::year{1970} || day->year() > std::chrono::year{2999}) return std::nullopt;
    if (text.size() <= kSeconds || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
    const int hour = number_at(text, 11, 2), minute = number_at(text, 14, 2), second = number_at(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
    auto rest = text.substr(kSeconds);
    int millis = 0;
    if (rest.starts_with('.')) {
        const auto end = rest.find_first_not_of("0123456789", 1);
        if (end == std::string_view::npos || end == 1) return std::nullopt;
        for (std::size_t i = 1; i < 4; ++i) millis = millis * 10 + (i < end ? rest[i] - '0' : 0);
        rest = rest.substr(end);
    }
    const auto zone = zone_of(rest);
    if (!zone) return std::nullopt;
    const std::int64_t seconds = std::int64_t{hour} * 3600 + minute * 60 + second - *zone * 60;
    return Instant{std::chrono::sys_days{*day}} + Millis{seconds * 1000 + millis};
}

}  // namespace loket::drivers::sbi
