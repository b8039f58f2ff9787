#pragma once
// Shared by checkpoint.cpp only: each part of the state as a JSON array of its fields in order. Structured bindings name every
// field, so a field added to the state does not compile until it is kept too; reading wants exactly what was written.

#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>
#include <tuple>
#include <type_traits>

#include "workflow/engine/office.h"

namespace loket::engine::state {

using Json = nlohmann::json;

/// The document is not one that this program wrote. Never leaves checkpoint.cpp.
struct Misfit {};

template <class T, class Part>
concept Of = std::same_as<std::remove_const_t<T>, Part>;

auto fields(Of<StepRecord> auto& v) {
    auto& [step, actor, user, begun, done, standard_minutes, outcome] = v;
    return std::tie(step, actor, user, begun, done, standard_minutes, outcome);
}
auto fields(Of<ReturnRecord> auto& v) {
    auto& [from, to, reason, user, at] = v;
    return std::tie(from, to, reason, user, at);
}
auto fields(Of<RequirementMarked> auto& v) {
    auto& [no, mark, note, scan] = v;
    return std::tie(no, mark, note, scan);
}
auto fields(Of<Sample> auto& v) {
    auto& [digest, quality, tries, excused, simulated, verified] = v;
    return std::tie(digest, quality, tries, excused, simulated, verified);
}
auto fields(Of<Card> auto& v) {
    auto& [stage, serial, uid, job, spoiled, comparisons, matched, by_iris, reserved] = v;
    return std::tie(stage, serial, uid, job, spoiled, comparisons, matched, by_iris, reserved);
}
auto fields(Of<Suspect> auto& v) {
    auto& [nik, score, threshold, fingers, alike_on_paper, photo] = v;
    return std::tie(nik, score, threshold, fingers, alike_on_paper, photo);
}
auto fields(Of<Duplicates> auto& v) {
    auto& [sought, suspects, verdict] = v;
    return std::tie(sought, suspects, verdict);
}
auto fields(Of<IssuedPaper> auto& v) {
    auto& [kind, number, step, sheets, prints, printed, digest, payload, signed_by] = v;
    return std::tie(kind, number, step, sheets, prints, printed, digest, payload, signed_by);
}
auto fields(Of<Pause> auto& v) {
    auto& [whom, from, to] = v;
    return std::tie(whom, from, to);
}
auto fields(Of<Case> auto& v) {
    auto& [id, service, profile, nik, ticket, answers, status, step, begun, begun_by, opened, updated, resi, registered, promised, marks,
           history, returns, waiting_since, waiting_reason, incomplete, waited, samples, recording_approved, record_state, card,
           resi_presented, pickup_signature, outcome, close_reason, events, papers, registered_out, late, pauses, centre_since,
           centre_waited, effects_due, early, recorded_by, resi_lost, duplicates, calendar_missing] = v;
    return std::tie(id, service, profile, nik, ticket, answers, status, step, begun, begun_by, opened, updated, resi, registered, promised,
                    marks, history, returns, waiting_since, waiting_reason, incomplete, waited, samples, recording_approved, record_state,
                    card, resi_presented, pickup_signature, outcome, close_reason, events, papers, registered_out, late, pauses,
                    centre_since, centre_waited, effects_due, early, recorded_by, resi_lost, duplicates, calendar_missing);
}
auto fields(Of<Ticket> auto& v) {
    auto& [number, service, errand, priority, nik, case_id, answers, issued, status, loket, calls, called, cases, desk, joined, returning,
           requeued, reason, scans] = v;
    return std::tie(number, service, errand, priority, nik, case_id, answers, issued, status, loket, calls, called, cases, desk, joined,
                    returning, requeued, reason, scans);
}
auto fields(Of<LaneCount> auto& v) {
    auto& [regular_since_priority, fresh_since_returning] = v;
    return std::tie(regular_since_priority, fresh_since_returning);
}
auto fields(Of<Counter> auto& v) {
    auto& [number, since] = v;
    return std::tie(number, since);
}
auto fields(Of<Queue> auto& v) {
    auto& [stream, tickets, waiting, last_number, lanes, added, counters, measured] = v;
    return std::tie(stream, tickets, waiting, last_number, lanes, added, counters, measured);
}
auto fields(Of<StockDay> auto& v) {
    auto& [day, received, printed, spoiled, is_counted, counted, expected] = v;
    return std::tie(day, received, printed, spoiled, is_counted, counted, expected);
}
auto fields(Of<Stock> auto& v) {
    auto& [free, received, printed, spoiled, last_day] = v;
    return std::tie(free, received, printed, spoiled, last_day);
}
auto fields(Of<Words> auto& v) {
    auto& [digest, plain] = v;
    return std::tie(digest, plain);
}
auto fields(Of<Complaint> auto& v) {
    auto& [number, category, channel, resi, text, contact, filed, due, taken_by, answer, answered_by, answered] = v;
    return std::tie(number, category, channel, resi, text, contact, filed, due, taken_by, answer, answered_by, answered);
}
auto fields(Of<Appointment> auto& v) {
    auto& [code, service, nik, day, minute, answers] = v;
    return std::tie(code, service, nik, day, minute, answers);
}
auto fields(Of<Access> auto& v) {
    auto& [digest, until] = v;
    return std::tie(digest, until);
}
auto fields(Of<PrintCode> auto& v) {
    auto& [digest, number, kind, case_id, nik, until, used] = v;
    return std::tie(digest, number, kind, case_id, nik, until, used);
}
auto fields(Of<WrongTries> auto& v) {
    auto& [count, last] = v;
    return std::tie(count, last);
}
auto fields(Of<NumbersBegin> auto& v) {
    auto& [day, day_jump, year_jump] = v;
    return std::tie(day, day_jump, year_jump);
}
auto fields(Of<House> auto& v) {
    auto& [complaints, appointments, access, print_codes, wrong_tries, supplies, supply_days, day_closed, numbers_begin] = v;
    return std::tie(complaints, appointments, access, print_codes, wrong_tries, supplies, supply_days, day_closed, numbers_begin);
}
auto fields(Of<Office> auto& v) {
    auto& [cases, case_by_nik, case_by_person, case_by_resi, resi_serial, serials, queue, stock, kia_stock, closed, handed_over, surveys,
           last_closed, house] = v;
    return std::tie(cases, case_by_nik, case_by_person, case_by_resi, resi_serial, serials, queue, stock, kia_stock, closed, handed_over,
                    surveys, last_closed, house);
}

template <class T>
concept Part = requires(T& v) { fields(v); };
template <class T>
concept Scalar = std::is_enum_v<T> || std::same_as<T, int>;

inline Json write(bool v) { return v; }
inline Json write(double v) { return v; }
Json write(Scalar auto v) { return static_cast<int>(v); }
inline Json write(const std::string& v) { return v; }
inline Json write(Instant v) { return to_millis(v); }
inline Json write(Millis v) { return v.count(); }
inline Json write(Date v) { return iso_date(v); }
template <class A, class B> Json write(const std::pair<A, B>& v);
template <class T> Json write(const std::optional<T>& v);
template <class T> Json write(const std::shared_ptr<const T>& v);
template <class T> Json write(const std::vector<T>& v);
template <class T> Json write(const std::deque<T>& v);
template <class K, class V> Json write(const std::map<K, V>& v);
Json write(const std::set<int>& v);
Json write(const std::set<std::string>& v);
template <Part T> Json write(const T& v) {
    return std::apply([](const auto&... field) { return Json::array({write(field)...}); }, fields(v));
}

template <class A, class B> Json write(const std::pair<A, B>& v) { return Json::array({write(v.first), write(v.second)}); }
template <class T> Json write(const std::optional<T>& v) { return v ? write(*v) : Json(nullptr); }
template <class T> Json write(const std::shared_ptr<const T>& v) { return v ? write(*v) : Json(nullptr); }
template <class List> Json write_list(const List& v) {
    auto out = Json::array();
    for (const auto& item : v) out.push_back(write(item));
    return out;
}
template <class T> Json write(const std::vector<T>& v) { return write_list(v); }
template <class T> Json write(const std::deque<T>& v) { return write_list(v); }
/// Maps with text keys are objects, others lists of pairs.
template <class K, class V> Json write(const std::map<K, V>& v) {
    if constexpr (!std::same_as<K, std::string>) return write_list(v);
    auto out = Json::object();
    if constexpr (std::same_as<K, std::string>)
        for (const auto& [key, value] : v) out[key] = write(value);
    return out;
}
/// Runs, each as its first and last number: thousands of free blanks lie in a few.
inline Json write(const std::set<int>& v) {
    auto out = Json::array();
    for (auto at = v.begin(); at != v.end();) {
        const int first = *at;
        int last = first;
        while (++at != v.end() && *at == last + 1) ++last;
        out.push_back(Json::array({first, last}));
    }
    return out;
}

inline Json write(const std::set<std::string>& v) { return write_list(v); }

inline void expect(bool fits) {
    if (!fits) throw Misfit{};
}
inline std::int64_t whole(const Json& json) {
    expect(json.is_number_integer());
    return json.get<std::int64_t>();
}

inline void read(const Json& json, double& v) { v = (expect(json.is_number()), json.get<double>()); }
inline void read(const Json& json, bool& v) { v = (expect(json.is_boolean()), json.get<bool>()); }
void read(const Json& json, Scalar auto& v) {
    const auto number = whole(json);
    expect(number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max());
    v = static_cast<std::remove_reference_t<decltype(v)>>(number);
}
inline void read(const Json& json, std::string& v) { v = (expect(json.is_string()), json.get<std::string>()); }
inline void read(const Json& json, Instant& v) { v = from_millis(whole(json)); }
inline void read(const Json& json, Millis& v) { v = Millis{whole(json)}; }
inline void read(const Json& json, Date& v) {
    const auto day = parse_iso_date((expect(json.is_string()), json.get<std::string>()));
    expect(day.has_value());
    v = *day;
}
template <class A, class B> void read(const Json& json, std::pair<A, B>& v);
template <class T> void read(const Json& json, std::optional<T>& v);
template <class T> void read(const Json& json, std::shared_ptr<const T>& v);
template <class T> void read(const Json& json, std::vector<T>& v);
template <class T> void read(const Json& json, std::deque<T>& v);
template <class K, class V> void read(const Json& json, std::map<K, V>& v);
void read(const Json& json, std::set<int>& v);
void read(const Json& json, std::set<std::string>& v);
template <Part T> void read(const Json& json, T& v) {
    auto parts = fields(v);
    expect(json.is_array() && json.size() == std::tuple_size_v<decltype(parts)>);
    std::size_t at = 0;
    std::apply([&](auto&... field) { (read(json[at++], field), ...); }, parts);
}

template <class A, class B> void read(const Json& json, std::pair<A, B>& v) {
    expect(json.is_array() && json.size() == 2);
    read(json[0], v.first);
    read(json[1], v.second);
}
template <class T> void read(const Json& json, std::optional<T>& v) {
    v.reset();
    if (!json.is_null()) read(json, v.emplace());
}
template <class T> void read(const Json& json, std::shared_ptr<const T>& v) {
    if (json.is_null()) return v.reset();
    auto made = std::make_shared<T>();
    read(json, *made);
    v = std::move(made);
}
template <class List> void read_list(const Json& json, List& v) {
    expect(json.is_array());
    v.clear();
    for (const auto& item : json) read(item, v.emplace_back());
}
template <class T> void read(const Json& json, std::vector<T>& v) { read_list(json, v); }
template <class T> void read(const Json& json, std::deque<T>& v) { read_list(json, v); }
template <class K, class V> void read(const Json& json, std::map<K, V>& v) {
    v.clear();
    if constexpr (std::same_as<K, std::string>) {
        expect(json.is_object());
        for (const auto& [key, value] : json.items()) read(value, v[key]);
    } else {
        std::vector<std::pair<K, V>> pairs;
        read_list(json, pairs);
        for (auto& [key, value] : pairs) v.emplace(std::move(key), std::move(value));
    }
}
inline void read(const Json& json, std::set<std::string>& v) {
    std::vector<std::string> words;
    read_list(json, words);
    v = {words.begin(), words.end()};
    expect(v.size() == words.size());
}
inline void read(const Json& json, std::set<int>& v) {
    std::vector<std::pair<int, int>> runs;
    read_list(json, runs);
    v.clear();
    for (const auto& [first, last] : runs) {
        expect(first >= 1 && first <= last && last <= kLastBlankoSerial);
        for (int number = first; number <= last; ++number) v.insert(v.end(), number);
    }
}

}  // namespace loket::engine::state
