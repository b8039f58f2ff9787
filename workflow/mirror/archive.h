#pragma once
// How the values of this folder become JSON and come back: one list of fields a type serves both ways. What equals the default
// is left out; reading demands the exact type and range (the JSON library's habit of bending a flag into a number would put
// another fact into the log). Internal to this folder.

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/mirror/values.h"
#include "workflow/population/resident_json.h"

namespace loket::mirror::detail {

using Json = nlohmann::json;

/// The words of an enumeration of this folder, in order; `first` is the value of the first word.
template <class Enum>
struct Words;
template <>
struct Words<Addition> {
    static constexpr std::array list{"born", "arrived", "returned"};
};
template <>
struct Words<Departure> {
    static constexpr std::array list{"died", "moved_out", "went_abroad", "renounced"};
};
template <>
struct Words<NumberKind> {
    static constexpr std::array list{"nik", "kk"};
};
template <>
struct Words<PaperKind> {
    static constexpr std::array list{"skpti", "skps"};
};
template <>
struct Words<Hardship> {
    static constexpr std::array list{"bencana_alam", "bencana_sosial", "orang_terlantar", "komunitas_terpencil"};
};
template <>
struct Words<NoteKind> {
    static constexpr std::array list{"marriage_annulled", "divorce_annulled", "adopted", "citizenship_lost"};
};
template <>
struct Words<Movement> {
    static constexpr std::array list{"lahir", "lahir_mati", "mati", "pindah", "datang", "pindah_dalam", "datang_dalam", "koreksi"};
};
template <class Enum>
concept Worded = requires { Words<Enum>::list; };

/// The codes that official forms give to these (DOMAIN §3): stored as the number, 1 … last.
template <class Enum>
inline constexpr int kLastCode = 0;
template <>
inline constexpr int kLastCode<Sex> = 2;
template <>
inline constexpr int kLastCode<Marital> = 4;
template <>
inline constexpr int kLastCode<Shdk> = 11;
template <>
inline constexpr int kLastCode<population::Blood> = 13;
template <>
inline constexpr int kLastCode<population::Religion> = 7;
template <>
inline constexpr int kLastCode<KkOfThoseWhoStay> = 4;
template <>
inline constexpr int kLastCode<KkOfThoseWhoMove> = 3;

inline Json written(const std::string& value) { return value; }
inline Json written(bool value) { return value; }
inline Json written(int value) { return value; }
inline Json written(std::uint16_t value) { return value; }
inline Json written(Date value) { return iso_date(value); }
inline Json written(CardState value) { return population::to_string(value); }
inline Json written(RecordState value) { return population::to_string(value); }
inline Json written(const Resident& value) { return population::to_json(value); }

inline bool read(const Json& json, std::string& into) {
    if (!json.is_string()) return false;
    into = json.get_ref<const std::string&>();
    return true;
}
inline bool read(const Json& json, bool& into) {
    if (!json.is_boolean()) return false;
    into = json.get<bool>();
    return true;
}
inline bool read(const Json& json, int& into) {
    if (!json.is_number_integer()) return false;
    const auto value = json.get<std::int64_t>();
    into = static_cast<int>(value);
    return into == value;
}
inline bool read(const Json& json, std::uint16_t& into) {
    int value = 0;
    if (!read(json, value) || value < 0 || value > 999) return false;  // RT and RW
    into = static_cast<std::uint16_t>(value);
    return true;
}
inline bool read(const Json& json, Date& into) {
    const auto date = json.is_string() ? parse_iso_date(json.get_ref<const std::string&>()) : std::nullopt;
    if (date) into = *date;
    return date.has_value();
}
template <class State>
bool read_state(const Json& json, State& into, std::optional<State> (*parse)(std::string_view)) {
    const auto state = json.is_string() ? parse(json.get_ref<const std::string&>()) : std::nullopt;
    if (state) into = *state;
    return state.has_value();
}
inline bool read(const Json& json, CardState& into) { return read_state(json, into, population::parse_card_state); }
inline bool read(const Json& json, RecordState& into) { return read_state(json, into, population::parse_record_state); }
inline bool read(const Json& json, Resident& into) {
    auto resident = population::resident_from_json(json);
    if (resident) into = std::move(*resident);
    return resident.ok();
}

template <class Enum>
    requires(Worded<Enum> || kLastCode<Enum> > 0)
Json written(Enum value) {
    if constexpr (Worded<Enum>)
        return Words<Enum>::list[static_cast<std::size_t>(value)];
    else
        return static_cast<int>(value);
}
template <class Enum>
    requires(Worded<Enum> || kLastCode<Enum> > 0)
bool read(const Json& json, Enum& into) {
    if constexpr (Worded<Enum>) {
        for (std::size_t i = 0; i < Words<Enum>::list.size(); ++i)
            if (json == Words<Enum>::list[i]) return into = static_cast<Enum>(i), true;
        return false;
    } else {
        int code = 0;
        if (!read(json, code) || code < 1 || code > kLastCode<Enum>) return false;
        into = static_cast<Enum>(code);
        return true;
    }
}

class Writer;
class Reader;
template <class Value>
concept Listed = requires(Writer& archive, const Value& value) { list_fields(archive, value); };

template <Listed Value>
Json written(const Value& value);
template <Listed Value>
bool read(const Json& json, Value& into);

template <class Value>
Json written(const std::optional<Value>& value) {
    return written(*value);  // an empty one equals the default and is never written
}
template <class Value>
bool read(const Json& json, std::optional<Value>& into) {
    return read(json, into.emplace());
}
template <class Value>
Json written(const std::vector<Value>& values) {
    Json out = Json::array();
    for (const auto& value : values) out.push_back(written(value));
    return out;
}
template <class Value>
bool read(const Json& json, std::vector<Value>& into) {
    if (!json.is_array()) return false;
    into.clear();
    for (const auto& item : json)
        if (!read(item, into.emplace_back())) return false;
    return true;
}

class Writer {
  public:
    Json out = Json::object();
    template <class Value>
    void field(const char* key, const Value& value, const Value& usual) {
        if (!(value == usual)) out[key] = written(value);
    }
};

class Reader {
  public:
    explicit Reader(const Json& object) : object_(object), wrong_(object.is_object() ? "" : "document") {}
    template <class Value>
    void field(const char* key, Value& value, const Value&) {
        if (!object_.is_object()) return;
        const auto found = object_.find(key);
        if (found != object_.end() && !read(*found, value) && wrong_.empty()) wrong_ = key;
    }
    /// The first key that does not fit.
    [[nodiscard]] const std::string& wrong() const { return wrong_; }

  private:
    const Json& object_;
    std::string wrong_;
};

template <Listed Value>
Json written(const Value& value) {
    Writer writer;
    list_fields(writer, value);
    return std::move(writer.out);
}
template <Listed Value>
bool read(const Json& json, Value& into) {
    Reader reader(json);
    list_fields(reader, into);
    return reader.wrong().empty();
}

/// Compact JSON of the alternative held. An odd byte in a typed text is replaced, never thrown at.
template <class Variant>
std::string encode_variant(const Variant& variant) {
    return std::visit([](const auto& value) { return written(value).dump(-1, ' ', false, Json::error_handler_t::replace); }, variant);
}

template <class Variant, std::size_t Index = 0>
Result<Variant> decode_variant(std::string_view name, const Json& json) {
    if constexpr (Index == std::variant_size_v<Variant>) {
        return corrupt("unknown " + std::string(name) + ": this log was written by a newer Loket");
    } else {
        using Kind = std::variant_alternative_t<Index, Variant>;
        if (name != Kind::kName) return decode_variant<Variant, Index + 1>(name, json);
        Kind value{};
        Reader reader(json);
        list_fields(reader, value);
        if (!reader.wrong().empty()) return corrupt(std::string(name) + ": \"" + reader.wrong() + "\" does not fit");
        return Variant{std::move(value)};
    }
}

template <class Variant>
Result<Variant> decode_text(std::string_view name, std::string_view body) {
    const auto json = Json::parse(body, nullptr, false);
    if (json.is_discarded()) return corrupt(std::string(name) + " is not JSON");
    return decode_variant<Variant>(name, json);
}

}  // namespace loket::mirror::detail

/// The fields of a type that go into JSON, under their own names. Use in the namespace of the type.
#define LOKET_MIRROR_FIELD(name) archive.field(#name, value.name, usual.name);
#define LOKET_MIRROR_FIELDS(Type, ...)                                                      \
    template <class Archive, class Value>                                                   \
        requires std::same_as<std::remove_const_t<Value>, Type>                             \
    void list_fields(Archive& archive, Value& value) {                                      \
        const Type usual{};                                                                 \
        NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(LOKET_MIRROR_FIELD, __VA_ARGS__))          \
    }
