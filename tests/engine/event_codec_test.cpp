#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "workflow/engine/events.h"

using namespace loket;
using namespace loket::engine;
using nlohmann::json;

namespace {

/// Turns into anything: counts the fields of an aggregate.
struct Anything {
    template <class T>
    operator T() const;
};
template <class T, class... Fields>
constexpr std::size_t field_count() {
    if constexpr (requires { T{Fields{}..., Anything{}}; }) return field_count<T, Fields..., Anything>();
    else return sizeof...(Fields);
}

/// Another value of the same type, different for each field.
json changed(const std::string& key, const json& value, int seed) {
    if (key == "errand") return "collect";
    if (key == "mark") return "missing";
    if (value.is_string()) return "teks \"" + key + "\" ñ \n";
    if (value.is_boolean()) return !value.get<bool>();
    if (value.is_number_float()) return 0.125 + seed;
    if (value.is_number()) return 40 + seed;
    if (key == "asked") return json::array({"nama_ibu", key});
    if (key == "suspects") return json::array({{{"nik", "2101010101900001"}, {"score", 81.5}, {"threshold", 60.25}, {"fingers", 4}, {"alike_on_paper", true}, {"photo", key}}});
    if (value.is_array()) return json::array({seed, seed + 1, 0});
    return json{{"alasan", "HILANG"}, {"lain", key}};
}

/// Calls `use(event)` for one default event of each alternative.
template <std::size_t Index = 0, class Use>
void for_each_kind(Use use) {
    if constexpr (Index < std::variant_size_v<AnyEvent>) {
        use(std::variant_alternative_t<Index, AnyEvent>{});
        for_each_kind<Index + 1>(use);
    }
}

bool is_corrupt(const std::string& name, const std::string& body) {
    const auto decoded = decode_event(name, body);
    return !decoded && decoded.error().fault == Fault::Corrupt;
}

}  // namespace

TEST_CASE("every kind of event survives storage, field by field") {
    std::set<std::string> names;
    for_each_kind([&](const auto& event) {
        using Kind = std::decay_t<decltype(event)>;
        const std::string name = Kind::kName;
        INFO(name);
        CHECK(names.insert(name).second);
        CHECK(name_of(Event{event}) == name);
        auto body = json::parse(encode(Event{event}));
        CHECK(body.size() == field_count<Kind>());
        int seed = 0;
        for (auto& [key, value] : body.items()) value = changed(key, value, ++seed);
        const auto decoded = decode_event(name, body.dump());
        REQUIRE(decoded.ok());
        CHECK(std::holds_alternative<Kind>(*decoded));
        CHECK(json::parse(encode(*decoded)) == body);
    });
    CHECK(names.size() == std::variant_size_v<AnyEvent>);
}

TEST_CASE("an event stored before a field was added takes the default, and a field from later is passed over") {
    for_each_kind([](const auto& event) {
        const auto decoded = decode_event(event.kName, "{\"added_later\":[1]}");
        REQUIRE(decoded.ok());
        CHECK(encode(*decoded) == encode(Event{event}));
    });
}

TEST_CASE("a field of another type is corrupt in every kind of event") {
    for_each_kind([](const auto& event) {
        const auto whole = json::parse(encode(Event{event}));
        for (const auto& [key, value] : whole.items())
            for (const auto& wrong : {json(nullptr), json(true), json("text"), json(-1.5), json(1e300), json(std::int64_t{1} << 62), json::array({"x"}), json::array({1.5}),
                                     json{{"k", 1}}}) {
                auto body = whole;
                body[key] = wrong;
                INFO(event.kName << " " << body.dump());
                const auto decoded = decode_event(event.kName, body.dump());
                if (decoded) CHECK(json::parse(encode(*decoded)).at(key) == wrong);  // it fits after all, and nothing was bent
                else CHECK(decoded.error().fault == Fault::Corrupt);
            }
    });
}

TEST_CASE("hostile bodies are corrupt, never an exception") {
    for (const std::string body : {"", "null", "[]", "3", "\"x\"", "{", "{\"step\":}", "{\"step\":1}}", "{\"step\":99999999999}", "{\"step\":1.5}",
                                   "{\"step\":true}", "{\"step\":\"1\"}", "{\"step\":null}", "{\"step\":1e999}", "\xff\xfe"})
        CHECK(is_corrupt("StepBegun", body));
    CHECK(is_corrupt("StepBegun", std::string(100000, '[')));
    CHECK(is_corrupt("TicketIssued", R"({"errand":"steal"})"));
    CHECK(is_corrupt("TicketIssued", R"({"answers":{"alasan":3}})"));
    CHECK(is_corrupt("RequirementMarked", R"({"mark":7})"));
    CHECK(is_corrupt("NoSuchEvent", "{}"));
    CHECK(is_corrupt("", "{}"));
    CHECK(is_corrupt("stepbegun", "{}"));
}

TEST_CASE("an error about a body does not quote it") {
    const auto error = decode_event("CaseOpened", R"({"nik":"2101014101810001",)").error();
    CHECK(error.context.find("2101014101810001") == std::string::npos);
}

TEST_CASE("text that is not UTF-8 is stored readably instead of thrown over") {
    const auto body = encode(CaseReturned{5, 3, "berkas \xff kurang"});
    const auto decoded = decode_event("CaseReturned", body);
    REQUIRE(decoded.ok());
    CHECK(std::get<CaseReturned>(*decoded).reason == "berkas \uFFFD kurang");
}

TEST_CASE("streams are named by day and case") {
    CHECK(queue_stream(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}) == "antrean:2026-11-23");
    CHECK(case_stream("2026-11-23/A-001") == "perkara:2026-11-23/A-001");
}
