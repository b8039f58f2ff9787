// sbi: what travels, as pure functions: signatures and trust, lists of devices, requests, captures, the hash chain, the preview.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/base/random.h"
#include "drivers/sbi/maker.h"
#include "drivers/sbi/multipart.h"
#include "drivers/sbi/ports.h"
#include "drivers/sbi/protocol.h"

namespace sbi_test {

using namespace loket;
using namespace loket::drivers::sbi;
using nlohmann::json;

namespace {

constexpr Instant kAt{Millis{1'795'392'000'000}};

Trust trusted() {
    Trust trust;
    REQUIRE(trust.add(as_bytes(Maker::only().authority())));
    return trust;
}

json digital(const char* serial = "S1") { return {{"serialNo", serial}, {"make", "Loket"}, {"model", "T1"}, {"type", "Finger"}, {"deviceSubType", "Slap"}}; }

json device_info() {
    return {{"deviceId", "7"}, {"deviceCode", "c"}, {"env", "Production"}, {"firmware", "1.2"}, {"purpose", "Registration"}, {"specVersion", {"0.9.5"}}, {"deviceSubId", {"1", "2", "3"}},
            {"digitalId", Maker::only().sign(digital().dump())}};
}
std::string info_of(const json& said, int code = 0) { return json{{{"deviceInfo", Maker::only().sign(said.dump())}, {"error", {{"errorCode", std::to_string(code)}, {"errorInfo", ""}}}}}.dump(); }

const Wish kWish{.type = "Finger", .device = "7", .sub_id = 1, .names = {"Left IndexFinger", "Left LittleFinger"}, .exceptions = {"Left RingFinger", "Left MiddleFinger"}, .transaction = "abcd", .env = "Production", .at = kAt, .timeout = Millis{20'000}};
const Info kInfo{.id = "7", .code = "c", .env = "Production", .firmware = "1", .type = "Finger", .sub_type = "Slap", .make = "Loket", .model = "T1", .serial = "S1", .sub_ids = {}};

json claims(const std::string& name, const Bytes& record) {
    return {{"digitalId", Maker::only().sign(digital().dump())}, {"bioType", "Finger"}, {"bioSubType", name}, {"purpose", "Registration"}, {"env", "Production"}, {"bioValue", to_base64url(record)},
            {"transactionId", "abcd"}, {"timestamp", "2026-11-23T07:00:00+07:00"}};
}

/// What a device answers that took these two fingers; `change` may spoil the claims of the second.
template <class Change>
json answer_of(const Change& change) {
    const Bytes records[] = {{1, 2, 3}, {4, 5}};
    auto hash = sha256({});
    json all = json::array();
    for (std::size_t i = 0; i < 2; ++i) {
        auto data = claims(kWish.names[i], records[i]);
        if (i == 1) change(data);
        hash = chained(hash, records[i]);
        all.push_back({{"specVersion", "0.9.5"}, {"data", Maker::only().sign(data.dump())}, {"hash", upper_hex(hash)}, {"error", {{"errorCode", "0"}, {"errorInfo", "Success"}}}});
    }
    return {{"biometrics", all}};
}
json answer_of() {
    return answer_of([](json&) {});
}

Fault fault_of(const json& answer) { return parse_capture(answer.dump(), kWish, kInfo, trusted(), kAt).error().fault; }

}  // namespace

TEST_CASE("sbi: base64url is the one of RFC 7515, with padding or without") {
    const Bytes bytes{3, 236, 255, 224, 193};  // appendix C of the RFC
    CHECK(to_base64url(bytes) == "A-z_4ME");
    CHECK(*from_base64url("A-z_4ME") == bytes);
    CHECK(*from_base64url("A-z_4ME=") == bytes);
    CHECK(from_base64url("")->empty());
    for (const auto* wrong : {"A+z/4ME", "A", "A-z_4M E", "====A"}) CHECK_FALSE(from_base64url(wrong));
}

TEST_CASE("sbi: a signature is believed when a trusted authority vouches for the signer now") {
    const auto trust = trusted();
    const auto& maker = Maker::only();
    CHECK(*trust.open(maker.sign("hello"), kAt) == "hello");
    CHECK(trust.open(maker.sign("hello", Maker::Papers::Foreign), kAt).error().code == "device.untrusted");
    CHECK(trust.open(maker.sign("hello", Maker::Papers::Expired), kAt).error().code == "device.certificate_expired");
    CHECK(trust.open(maker.sign("hello", Maker::Papers::Expired), from_millis(1'590'000'000'000)));           // in its time
    CHECK(trust.open(maker.sign("hello"), from_millis(1'500'000'000'000)).error().code == "device.certificate_expired");  // before its time
    CHECK(Trust().open(maker.sign("hello"), kAt).error().code == "device.untrusted");
    CHECK(trust.open(maker.sign("hello", Maker::Papers::Foreign), kAt).error().fault == Fault::NeedsOperator);

    const auto jws = maker.sign("hello");
    const auto parsed = parse_jws(jws);
    REQUIRE(parsed);
    CHECK(parsed->certificates.size() == 2);
    for (std::size_t at = 0; at < jws.size(); at += 13) {
        auto forged = jws;
        forged[at] = forged[at] == 'A' ? 'B' : 'A';
        if (forged == jws) continue;
        const auto opened = trust.open(forged, kAt);
        CHECK((!opened || *opened == "hello"));  // base64 has idle bits at its ends
        if (!opened) CHECK(opened.error().fault != Fault::Internal);
    }
    Trust box;  // the box itself may be named: so a test box is permitted
    REQUIRE(box.add(parsed->certificates[0]));
    CHECK(box.open(jws, kAt));
    CHECK_FALSE(box.add(as_bytes("not a certificate")));
}

TEST_CASE("sbi: only RS256 with certificates is a signature") {
    const auto jws = Maker::only().sign("x");
    const auto rest = jws.substr(jws.find('.'));
    const auto with = [&](const std::string& header) { return parse_jws(to_base64url(as_bytes(header)) + rest); };
    const auto header = json::parse(as_text(*from_base64url(jws.substr(0, jws.find('.')))));
    for (const auto* algorithm : {"none", "HS256", "RS512", "ES256"}) {
        auto other = header;
        other["alg"] = algorithm;
        CHECK(with(other.dump()).error().fault == Fault::Corrupt);
    }
    auto critical = header;
    critical["crit"] = {"exp"};
    CHECK_FALSE(with(critical.dump()));
    auto bare = header;
    bare["x5c"] = json::array();
    CHECK_FALSE(with(bare.dump()));
    bare["x5c"] = json::array({"AAAA"});
    CHECK(trusted().open(to_base64url(as_bytes(bare.dump())) + rest, kAt).error().fault == Fault::Corrupt);
    for (const auto* wrong : {"", ".", "..", "a.b", "a.b.c.d"}) CHECK_FALSE(parse_jws(wrong));
}

TEST_CASE("sbi: a discovery as the public mock writes it, a single device, none, nonsense") {
    const auto who = to_base64url(as_bytes(json{{"make", "MOSIP"}, {"model", "SLAP01"}, {"type", "Finger"}}.dump()));
    const json one = {{"deviceId", "2"}, {"deviceStatus", "Ready"}, {"digitalId", who}, {"specVersion", {"0.9.5"}}, {"error", {{"errorCode", "0"}}}};
    const auto list = parse_discovery(json{one, {{"deviceId", "3"}, {"digitalId", "?"}}, {{"deviceId", ""}, {"digitalId", who}}, 5}.dump());
    REQUIRE(list);
    REQUIRE(list->size() == 1);
    CHECK(list->front().id == "2");
    CHECK(list->front().type == "Finger");
    CHECK(list->front().name == "MOSIP SLAP01");
    CHECK(parse_discovery(one.dump())->size() == 1);
    CHECK(parse_discovery(R"({"error":{"errorCode":"503","errorInfo":"Devices are not Connected"}})")->empty());
    for (const auto* wrong : {"", "<html>", "7", "\"x\"", "[{"}) CHECK(parse_discovery(wrong).error().fault == Fault::Corrupt);
}

TEST_CASE("sbi: what a device says of itself under its signature") {
    const auto trust = trusted();
    const auto info = parse_info(info_of(device_info()), "7", trust, kAt);
    REQUIRE(info);
    CHECK(info->serial == "S1");
    CHECK(info->sub_type == "Slap");
    CHECK(info->firmware == "1.2");
    CHECK(parse_info(info_of(device_info(), 111), "7", trust, kAt));  // busy
    CHECK(parse_info(info_of(device_info()), "8", trust, kAt).error().fault == Fault::Gone);
    CHECK(parse_info(info_of(device_info(), 100), "7", trust, kAt).error().code == "device.needs_service");
    CHECK(parse_info(info_of(device_info()), "7", Trust(), kAt).error().code == "device.untrusted");
    auto other = device_info();
    other["specVersion"] = {"1.0.0"};
    CHECK(parse_info(info_of(other), "7", trust, kAt).error().fault == Fault::Unsupported);
    other = device_info();
    other["purpose"] = "Auth";
    CHECK(parse_info(info_of(other), "7", trust, kAt).error().fault == Fault::Unsupported);
    other = device_info();
    other["digitalId"] = to_base64url(as_bytes(digital().dump()));  // as of a device that is not registered
    CHECK(parse_info(info_of(other), "7", trust, kAt).error().fault == Fault::Corrupt);
    CHECK(parse_info("[]", "7", trust, kAt).error().fault == Fault::Gone);
    CHECK(parse_info("{", "7", trust, kAt).error().fault == Fault::Corrupt);
}

TEST_CASE("sbi: a request says what the interface wants, all of it as texts") {
    const auto said = json::parse(capture_request(kWish));
    CHECK(said["purpose"] == "Registration");
    CHECK(said["specVersion"] == "0.9.5");
    CHECK(said["timeout"] == "20000");
    CHECK(said["captureTime"] == "2026-11-23T00:00:00.000Z");
    const auto& bio = said["bio"][0];
    CHECK(bio["count"] == "2");
    CHECK(bio["deviceSubId"] == "1");
    CHECK(bio["exception"] == json{"Left RingFinger", "Left MiddleFinger"});
    CHECK(bio["bioSubType"] == json::array());
    CHECK(bio["previousHash"] == "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");  // SHA-256 of nothing, FIPS 180-4
    CHECK(json::parse(stream_request("7", 3, Millis{500})) == json{{"deviceId", "7"}, {"deviceSubId", "3"}, {"timeout", "500"}});
    CHECK(name_of(biometrics::Finger::LeftThumb) == "Left Thumb");
    CHECK(name_of(biometrics::Finger::RightLittle) == "Right LittleFinger");
}

TEST_CASE("sbi: a capture is taken in the order asked for") {
    const auto taken = parse_capture(answer_of().dump(), kWish, kInfo, trusted(), kAt);
    REQUIRE(taken);
    REQUIRE(taken->size() == 2);
    CHECK((*taken)[0].record == Bytes{1, 2, 3});
    auto turned = kWish;
    std::swap(turned.names[0], turned.names[1]);
    CHECK((*parse_capture(answer_of().dump(), turned, kInfo, trusted(), kAt))[0].record == Bytes{4, 5});
}

TEST_CASE("sbi: every lie in a capture is noticed") {
    const auto spoilt = [](const char* key, const char* value) { return answer_of([=](json& data) { data[key] = value; }); };
    const std::pair<const char*, const char*> lies[] = {{"transactionId", "abce"}, {"bioType", "Iris"}, {"bioSubType", "Left Thumb"}, {"bioSubType", "Left IndexFinger"}, {"purpose", "Auth"}, {"env", "Staging"},
                                                        {"timestamp", "2026-11-23T06:54:00+07:00"}, {"timestamp", "2026-11-23T00:06:00Z"}, {"timestamp", "now"}, {"bioValue", "AQ"}, {"bioValue", "+"}};
    for (const auto& [key, value] : lies) {
        CAPTURE(key, value);
        CHECK(fault_of(spoilt(key, value)) == Fault::Corrupt);
    }
    CHECK(fault_of(answer_of([](json& data) { data["digitalId"] = Maker::only().sign(digital("S2").dump()); })) == Fault::Corrupt);
    CHECK(fault_of(answer_of([](json& data) { data["digitalId"] = Maker::only().sign(digital().dump(), Maker::Papers::Foreign); })) == Fault::NeedsOperator);
    auto answer = answer_of();
    answer["biometrics"][1]["hash"] = answer["biometrics"][0]["hash"];
    CHECK(fault_of(answer) == Fault::Corrupt);
    answer = answer_of();
    std::swap(answer["biometrics"][0], answer["biometrics"][1]);
    CHECK(fault_of(answer) == Fault::Corrupt);
    answer = answer_of();
    answer["biometrics"].erase(1);
    CHECK(fault_of(answer) == Fault::Corrupt);
    answer = answer_of();
    answer["biometrics"][0]["specVersion"] = "1.0";
    CHECK(fault_of(answer) == Fault::Corrupt);
    answer = answer_of();
    answer["biometrics"][0]["error"]["errorCode"] = "101";
    CHECK(parse_capture(answer.dump(), kWish, kInfo, trusted(), kAt).error().code == "finger.no_finger");
    answer = answer_of();
    answer["biometrics"][1]["error"]["errorCode"] = "707";
    CHECK(parse_capture(answer.dump(), kWish, kInfo, trusted(), kAt).error().code == "finger.missing");
    CHECK(fault_of(json{{"biometrics", json::array()}}) == Fault::Corrupt);
    CHECK(fault_of(json{{"error", {{"errorCode", "703"}}}}) == Fault::Busy);
    CHECK(fault_of(json::array()) == Fault::Corrupt);
}

TEST_CASE("sbi: each error of a device becomes what the caller can do") {
    CHECK(error_of(701, kFinger).code == "finger.no_finger");
    CHECK(error_of(101, kIris).code == "iris.not_found");
    CHECK(error_of(701, kFace).fault == Fault::TimedOut);
    CHECK(error_of(105, kFinger).code == "finger.wrong_hand");
    CHECK(error_of(111, kFinger).fault == Fault::Busy);
    CHECK(error_of(705, kFinger).fault == Fault::Gone);
    CHECK(error_of(103, kFinger).code == "device.needs_service");
    CHECK(error_of(999, kFinger).fault == Fault::Corrupt);
}

TEST_CASE("sbi: times of ISO 8601 with a zone, and none without") {
    CHECK(parse_timestamp("2026-11-23T00:00:00Z") == kAt);
    CHECK(parse_timestamp("2026-11-23T07:00:00.250+07:00") == kAt + Millis{250});
    CHECK(parse_timestamp("2026-11-22T18:30:00.1-0530") == kAt + Millis{100});
    for (const auto* wrong : {"", "2026-11-23", "2026-11-23T00:00:00", "2026-13-01T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T00:00:00.Z", "2026-11-23T00:00:00+7", "2026-11-23 00:00:00Z"})
        CHECK_FALSE(parse_timestamp(wrong));
}

TEST_CASE("sbi: addresses") {
    const Place place{4501, "FS-220"};
    CHECK(address_of(place) == "http://127.0.0.1:4501/#FS-220");
    CHECK(parse_address("http://127.0.0.1:4501/#FS-220") == place);
    for (const auto* wrong : {"", "http://127.0.0.1:4501/", "http://127.0.0.1:4501/#", "http://127.0.0.1:0/#1", "http://127.0.0.1:99999/#1", "http://127.0.0.1:45x1/#1", "http://10.0.0.1:4501/#1"})
        CHECK_FALSE(parse_address(wrong));
}

TEST_CASE("sbi: the preview comes in pieces of any size, the last picture counts") {
    const auto part = [](const std::string& picture, const char* name) { return fmt::format("--BoundaryString\r\nContent-type: image/jpeg\r\n{}{}\r\n\r\n{}\r\n\r\n", name, picture.size(), picture); };
    const auto text = part("first", "Content-Length:") + part("se\r\n\r\n--BoundaryStringcond", "content-length: ");
    for (std::size_t size = 1; size < text.size(); size += 3) {
        Multipart stream;
        std::string seen;
        for (std::size_t at = 0; at < text.size(); at += size) {
            stream.add(as_bytes(std::string_view(text).substr(at, size)));
            if (const auto picture = stream.latest()) seen = as_text(*picture);
        }
        CHECK(seen == "se\r\n\r\n--BoundaryStringcond");
        CHECK_FALSE(stream.broken());
        CHECK_FALSE(stream.latest());
    }
    for (const auto* wrong : {"--B\r\nContent-Type: image/jpeg\r\n\r\nabc", "--B\r\nContent-Length: 0\r\n\r\n", "--B\r\nContent-Length: 99999999\r\n\r\n", "{\"error\":{}}\r\n\r\n"}) {
        Multipart stream;
        stream.add(as_bytes(wrong));
        CHECK(stream.broken());
        stream.add(as_bytes(part("late", "Content-Length:")));
        CHECK_FALSE(stream.latest());
    }
    Multipart endless;
    endless.add(Bytes(10'000, 'x'));
    CHECK(endless.broken());
}

}  // namespace sbi_test
