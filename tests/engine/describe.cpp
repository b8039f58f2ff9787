// The state as text. Structured bindings name every field, so a field added to the state does not compile until it is here.

#include <fmt/format.h>

#include "tests/engine/world.h"

namespace loket::engine::test {
namespace {

std::string text(const std::string& value) { return fmt::format("\"{}\"", value); }
std::string text(bool value) { return value ? "yes" : "no"; }
std::string text(double value) { return fmt::format("{}", value); }
std::string text(int value) { return fmt::format("{}", value); }
std::string text(Instant value) { return fmt::format("{}", to_millis(value)); }
std::string text(Millis value) { return fmt::format("{}", value.count()); }
std::string text(Date value) { return iso_date(value); }
template <class Enum>
    requires std::is_enum_v<Enum>
std::string text(Enum value) {
    return fmt::format("#{}", static_cast<int>(value));
}
template <class First>
std::string text(const std::pair<First, std::string>& pair) {
    return text(pair.first) + "+" + text(pair.second);
}
std::string text(const StepRecord& record);
std::string text(const ReturnRecord& record);
std::string text(const RequirementMarked& marked);
std::string text(const Sample& sample);
std::string text(const Card& card);
std::string text(const Suspect& suspect);
std::string text(const Duplicates& duplicates);
std::string text(const IssuedPaper& paper);
std::string text(const Case& c);
std::string text(const Ticket& ticket);
std::string text(const Queue& queue);
std::string text(const LaneCount& count);
std::string text(const Counter& counter);
std::string text(const Pause& pause);
std::string text(const StockDay& day);
std::string text(const Stock& stock);
std::string text(const Words& words);
std::string text(const Complaint& complaint);
std::string text(const Appointment& appointment);
std::string text(const Access& access);
std::string text(const PrintCode& code);
std::string text(const WrongTries& tries);
std::string text(const House& house);
template <class T>
std::string text(const std::optional<T>& value);
template <class T>
std::string text(const std::vector<T>& values);
template <class T>
std::string text(const std::deque<T>& values) {
    return text(std::vector<T>(values.begin(), values.end()));
}
std::string text(const std::set<std::string>& values) { return text(std::vector<std::string>(values.begin(), values.end())); }
template <class Key, class T>
std::string text(const std::map<Key, T>& values);
template <class T>
std::string text(const std::shared_ptr<const T>& value);

template <class... Field>
std::string fields(const Field&... field) {
    std::string out;
    ((out += text(field), out += ", "), ...);
    return out;
}

std::string text(const StepRecord& record) {
    const auto& [step, actor, user, begun, done, standard_minutes, outcome] = record;
    return fields(step, actor, user, begun, done, standard_minutes, outcome);
}
std::string text(const ReturnRecord& record) {
    const auto& [from, to, reason, user, at] = record;
    return fields(from, to, reason, user, at);
}
std::string text(const RequirementMarked& marked) {
    const auto& [no, mark, note, scan] = marked;
    return fields(no, mark, note, scan);
}
std::string text(const Sample& sample) {
    const auto& [digest, quality, tries, excused, simulated, verified] = sample;
    return fields(digest, quality, tries, excused, simulated, verified);
}
std::string text(const Card& card) {
    const auto& [stage, serial, uid, job, spoiled, comparisons, matched, by_iris, reserved] = card;
    return fields(stage, serial, uid, job, spoiled, comparisons, matched, by_iris, reserved);
}
std::string text(const Suspect& suspect) {
    const auto& [nik, score, threshold, fingers, alike_on_paper, photo] = suspect;
    return fields(nik, score, threshold, fingers, alike_on_paper, photo);
}
std::string text(const Duplicates& duplicates) {
    const auto& [sought, suspects, verdict] = duplicates;
    return fields(sought, suspects, verdict);
}
std::string text(const IssuedPaper& paper) {
    const auto& [kind, number, step, sheets, prints, printed, digest, payload, signed_by] = paper;
    return fields(kind, number, step, sheets, prints, printed, digest, payload, signed_by);
}
std::string text(const Case& c) {
    const auto& [id, service, profile, nik, ticket, answers, status, step, begun, begun_by, opened, updated, resi, registered, promised, marks,
                 history, returns, waiting_since, waiting_reason, incomplete, waited, samples, recording_approved, record_state, card,
                 resi_presented, pickup_signature, outcome, close_reason, events, papers, registered_out, late, pauses, centre_since, centre_waited, effects_due,
                 early, recorded_by, resi_lost, duplicates, calendar_missing] = c;
    return fields(id, service, profile, nik, ticket, answers, status, step, begun, begun_by, opened, updated, resi, registered, promised, marks,
                  history, returns, waiting_since, waiting_reason, incomplete, waited, samples, recording_approved, record_state, card,
                  resi_presented, pickup_signature, outcome, close_reason, events, papers, registered_out, late, pauses, centre_since, centre_waited, effects_due,
                  early, recorded_by, resi_lost, duplicates, calendar_missing);
}
std::string text(const Ticket& ticket) {
    const auto& [number, service, errand, priority, nik, case_id, answers, issued, status, loket, calls, called, cases, desk, joined, returning, requeued, reason, scans] = ticket;
    return fields(number, service, errand, priority, nik, case_id, answers, issued, status, loket, calls, called, cases, desk, joined, returning, requeued, reason, scans);
}
std::string text(const Queue& queue) {
    const auto& [stream, tickets, waiting, last_number, lanes, added, counters, measured] = queue;
    return fields(stream, tickets, waiting, last_number, lanes, added, counters, measured);
}
std::string text(const LaneCount& count) {
    const auto& [regular_since_priority, fresh_since_returning] = count;
    return fields(regular_since_priority, fresh_since_returning);
}
std::string text(const Counter& counter) {
    const auto& [number, since] = counter;
    return fields(number, since);
}
std::string text(const Pause& pause) {
    const auto& [whom, from, to] = pause;
    return fields(whom, from, to);
}
std::string text(const Stock& stock) {
    const auto& [free, received, printed, spoiled, last_day] = stock;
    return fields(std::vector<int>(free.begin(), free.end()), received, printed, spoiled, last_day);
}
std::string text(const StockDay& of) {
    const auto& [day, received, printed, spoiled, is_counted, counted, expected] = of;
    return fields(day, received, printed, spoiled, is_counted, counted, expected);
}
std::string text(const Words& words) { return words.digest + "/" + words.plain; }
std::string text(const Complaint& complaint) {
    const auto& [number, category, channel, resi, words, contact, filed, due, taken_by, answer, answered_by, answered] = complaint;
    return fields(number, category, channel, words, contact, resi, filed, due, taken_by, answer, answered_by, answered);
}
std::string text(const Appointment& appointment) {
    const auto& [code, service, nik, day, minute, answers] = appointment;
    return fields(code, service, nik, day, minute, answers);
}
std::string text(const Access& access) {
    const auto& [digest, until] = access;
    return fields(digest, until);
}
std::string text(const PrintCode& of) {
    const auto& [digest, number, kind, case_id, nik, until, used] = of;
    return fields(digest, number, kind, case_id, nik, until, used);
}
std::string text(const WrongTries& tries) {
    const auto& [count, last] = tries;
    return fields(count, last);
}
std::string text(const House& house) {
    const auto& [complaints, appointments, access, print_codes, wrong_tries, supplies, supply_days, day_closed, numbers_begin] = house;
    const auto& [day, day_jump, year_jump] = numbers_begin;
    return fields(complaints, appointments, access, print_codes, wrong_tries, supplies, supply_days, day_closed, day, day_jump, year_jump);
}

template <class T>
std::string text(const std::optional<T>& value) {
    return value ? text(*value) : "nothing";
}
template <class T>
std::string text(const std::vector<T>& values) {
    std::string out = "[";
    for (const auto& value : values) out += text(value) + " ";
    return out + "]";
}
template <class Key, class T>
std::string text(const std::map<Key, T>& values) {
    std::string out = "{";
    for (const auto& [key, value] : values) out += text(key) + ": " + text(value) + "\n";
    return out + "}";
}
template <class T>
std::string text(const std::shared_ptr<const T>& value) {
    return value ? text(*value) : "nobody";
}

}  // namespace

std::string describe(const Office& office) {
    const auto& [cases, case_by_nik, case_by_person, case_by_resi, resi_serial, serials, queue, stock, kia_stock, closed, handed_over, surveys, last_closed, house] = office;
    return fields(cases, case_by_nik, case_by_person, case_by_resi, resi_serial, serials, queue, stock, kia_stock, closed, handed_over, surveys, last_closed, house);
}

}  // namespace loket::engine::test
