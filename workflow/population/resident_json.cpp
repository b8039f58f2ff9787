#include "workflow/population/resident_json.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace loket::population {
namespace {

using Json = nlohmann::json;

/// Leaves out what equals the value a fresh Resident has.
void put(Json& out, const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
}
void put(Json& out, const char* key, std::uint64_t value, std::uint64_t usual) {
    if (value != usual) out[key] = value;
}
void put(Json& out, const char* key, const std::optional<Date>& value) {
    if (value) out[key] = iso_date(*value);
}
template <class Code>
std::uint64_t number(Code code) {
    return static_cast<std::uint64_t>(code);
}

/// Reads the keys of one object; remembers the first that is wrong and reads on harmlessly.
class Reader {
  public:
    explicit Reader(const Json& object) : object_(object) {
        if (!object.is_object()) fail("document");
    }

    void text(const char* key, std::string& into, bool required = false) {
        const auto* value = find(key, required);
        if (value == nullptr) return;
        if (value->is_string())
            into = value->get_ref<const std::string&>();
        else
            fail(key);
    }
    void flag(const char* key, bool& into) {
        const auto* value = find(key, false);
        if (value == nullptr) return;
        if (value->is_boolean())
            into = value->get<bool>();
        else
            fail(key);
    }
    void number(const char* key, std::uint64_t low, std::uint64_t high, std::uint64_t& into,
                bool required = false) {
        const auto* value = find(key, required);
        if (value == nullptr) return;
        const bool whole =
            value->is_number_unsigned() || (value->is_number_integer() && value->get<std::int64_t>() >= 0);
        const auto given = whole ? value->get<std::uint64_t>() : 0;
        if (whole && given >= low && given <= high)
            into = given;
        else
            fail(key);
    }
    /// A number that belongs into a narrower type or a code enumeration.
    template <class T>
    void code(const char* key, std::uint64_t low, std::uint64_t high, T& into, bool required = false) {
        auto value = static_cast<std::uint64_t>(into);
        number(key, low, high, value, required);
        into = static_cast<T>(value);
    }
    void date(const char* key, std::optional<Date>& into, bool required = false) {
        std::string iso;
        text(key, iso, required);
        if (iso.empty()) return;
        into = parse_iso_date(iso);
        if (!into) fail(key);
    }
    template <class State>
    void state(const char* key, State& into, std::optional<State> (*parse)(std::string_view)) {
        std::string name;
        text(key, name);
        if (name.empty()) return;
        if (const auto parsed = parse(name))
            into = *parsed;
        else
            fail(key);
    }
    const Json* find(const char* key, bool required) {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(key);
        if (found != object_.end()) return &*found;
        if (required) fail(key);
        return nullptr;
    }
    void fail(const char* key) {
        if (wrong_.empty()) wrong_ = key;
    }
    [[nodiscard]] Status status() const {
        if (wrong_.empty()) return {};
        return corrupt(fmt::format("resident record: \"{}\" is missing or wrong", wrong_));
    }

  private:
    const Json& object_;
    std::string wrong_;
};

void put_card(Json& out, const Resident& resident) {
    if (resident.life != LifeStatus::Active) out["life"] = to_string(resident.life);
    if (resident.record_state != RecordState::Unregistered) out["record"] = to_string(resident.record_state);
    if (resident.card != CardState::None) out["card"] = to_string(resident.card);
    if (resident.kia) out["kia"] = true;
    put(out, "bio_seed", resident.bio_seed, 0);
    put(out, "missing_fingers", resident.missing_fingers, 0);
}

void put_immigration(Json& out, const Resident& resident) {
    if (!resident.immigration) return;
    Json papers = Json::object();
    put(papers, "country", resident.immigration->country);
    put(papers, "passport", resident.immigration->passport);
    put(papers, "kitap", resident.immigration->kitap);
    put(papers, "until", resident.immigration->valid_until);
    out["immigration"] = std::move(papers);
}

void put_civil(Json& out, const Resident& resident) {
    put(out, "religion", number(resident.religion), 0);
    put(out, "marital", number(resident.marital), number(Marital::Single));
    if (!resident.marriage_recorded) out["marriage_recorded"] = false;
    put(out, "marital_since", resident.marital_since);
    put(out, "education", resident.education, 1);
    put(out, "occupation", resident.occupation, 1);
    put(out, "nationality", number(resident.nationality), number(Nationality::Wni));
    put(out, "shdk", number(resident.shdk), 0);
    put(out, "father", resident.father);
    put(out, "mother", resident.mother);
    put(out, "birth_deed", resident.birth_deed);
    put(out, "disability", resident.disability, 0);
}

void read_immigration(Reader& in, Resident& resident) {
    const auto* papers = in.find("immigration", false);
    if (papers == nullptr) return;
    Reader inner(*papers);
    Immigration read;
    inner.text("country", read.country, true);
    inner.text("passport", read.passport);
    inner.text("kitap", read.kitap);
    inner.date("until", read.valid_until);
    if (!inner.status()) in.fail("immigration");
    resident.immigration = std::move(read);
}

void read_person(Reader& in, Resident& resident) {
    in.text("nik", resident.nik, true);
    in.text("kk", resident.kk, true);
    in.text("name", resident.name, true);
    in.text("birth_place", resident.birth_place);
    std::optional<Date> born;
    in.date("born", born, true);
    if (born)
        resident.born = *born;
    else
        in.fail("born");
    in.code("sex", 1, 2, resident.sex, true);
    in.code("blood", 1, 13, resident.blood);
    in.text("street", resident.address.street);
    in.code("rt", 0, 999, resident.address.rt);
    in.code("rw", 0, 999, resident.address.rw);
    in.text("village", resident.address.village, true);
    in.text("phone", resident.phone);
}

void read_civil(Reader& in, Resident& resident) {
    in.code("religion", 1, 7, resident.religion, true);
    in.code("marital", 1, 4, resident.marital);
    in.flag("marriage_recorded", resident.marriage_recorded);
    in.date("marital_since", resident.marital_since);
    in.code("education", 1, 10, resident.education);
    in.code("occupation", 1, 255, resident.occupation);  // newer lists run past 88
    in.code("nationality", 1, 2, resident.nationality);
    in.code("shdk", 1, 11, resident.shdk, true);
    in.text("father", resident.father);
    in.text("mother", resident.mother);
    in.text("birth_deed", resident.birth_deed);
    in.code("disability", 0, 6, resident.disability);
}

void read_card(Reader& in, Resident& resident) {
    in.state("life", resident.life, parse_life_status);
    in.state("record", resident.record_state, parse_record_state);
    in.state("card", resident.card, parse_card_state);
    in.flag("kia", resident.kia);
    in.number("bio_seed", 0, std::numeric_limits<std::uint64_t>::max(), resident.bio_seed);
    in.code("missing_fingers", 0, 0x3ff, resident.missing_fingers);
}

template <class Value>
Result<Value> decode(std::string_view text, Result<Value> (*read)(const Json&)) {
    const auto document = Json::parse(text, nullptr, false);
    if (document.is_discarded()) return corrupt("resident record: not JSON");
    return read(document);
}

}  // namespace

Json to_json(const Resident& resident) {
    Json out = {{"nik", resident.nik},         {"kk", resident.kk},
                {"name", resident.name},       {"born", iso_date(resident.born)},
                {"sex", number(resident.sex)}, {"village", resident.address.village}};
    put(out, "birth_place", resident.birth_place);
    put(out, "blood", number(resident.blood), number(Blood::Unknown));
    put(out, "street", resident.address.street);
    put(out, "rt", resident.address.rt, 0);
    put(out, "rw", resident.address.rw, 0);
    put(out, "phone", resident.phone);
    put_civil(out, resident);
    put_immigration(out, resident);
    put_card(out, resident);
    return out;
}

Json to_json(const Family& family) {
    Json members = Json::array();
    for (const auto& member : family.members) members.push_back(to_json(member));
    return {{"kk", family.kk}, {"recorded", iso_date(family.recorded)}, {"members", std::move(members)}};
}

// A name from an old file may not be UTF-8; replacing the odd byte keeps the record writable.
std::string encode(const Resident& resident) {
    return to_json(resident).dump(-1, ' ', false, Json::error_handler_t::replace);
}
std::string encode(const Family& family) {
    return to_json(family).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Resident> resident_from_json(const Json& document) {
    Resident resident;
    Reader in(document);
    read_person(in, resident);
    read_civil(in, resident);
    read_immigration(in, resident);
    read_card(in, resident);
    LOKET_TRY(in.status());
    return resident;
}

Result<Family> family_from_json(const Json& document) {
    Family family;
    Reader in(document);
    in.text("kk", family.kk, true);
    std::optional<Date> recorded;
    in.date("recorded", recorded, true);
    const auto* members = in.find("members", true);
    if (!recorded || (members != nullptr && !members->is_array())) in.fail("members");
    LOKET_TRY(in.status());
    family.recorded = *recorded;
    for (const auto& member : *members) {
        LOKET_ASSIGN(resident, resident_from_json(member));
        family.members.push_back(std::move(resident));
    }
    return family;
}

Result<Resident> decode_resident(std::string_view text) { return decode(text, resident_from_json); }
Result<Family> decode_family(std::string_view text) { return decode(text, family_from_json); }

}  // namespace loket::population
