#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "workflow/engine/events.h"

namespace loket::engine {

NLOHMANN_JSON_SERIALIZE_ENUM(Errand, {{Errand::Apply, "apply"}, {Errand::Collect, "collect"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Mark, {{Mark::Open, "open"}, {Mark::Present, "present"}, {Mark::Missing, "missing"}})

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketIssued, number, service, errand, priority, nik, answers, case_id, desk, appointment)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketCalled, number, loket, times)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketClosed, number, outcome)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketHeld, number, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketResumed, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketTransferred, number, desk, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketRequeued, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PaperScanned, number, no, scan)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CaseOpened, case_id, service, profile, nik, ticket, answers, record_state, early)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StepBegun, step)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StepDone, step, actor, begun, seconds, standard_minutes, outcome)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RequirementMarked, no, mark, note, scan)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FileIncomplete, missing, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FileResubmitted, ticket)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ResiIssued, resi, promised, calendar_missing)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CaseReturned, from, to, reason, recording)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SampleKept, slot, digest, quality, algorithm, tries, device, simulated)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SampleExcused, slot, reason, photo)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SampleVerified, slot, score, threshold, match, tries)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RecordingApproved, signature)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Suspect, nik, score, threshold, fingers, alike_on_paper, photo)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DuplicatesSought, suspects)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DuplicateJudged, same, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RecordStateChanged, state)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(BlankoReserved, serial, job)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CardPrinted, serial, uid)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CardEncoded, uid)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(BlankoSpoiled, serial, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(BlankoReleased, serial)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FingerCompared, finger, score, threshold, match, eye)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CardActivated, uid, how, second, reason, photo)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ActivationRefused, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CardRevoked, serial, by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReportedLate, after, limit, days)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DocumentIssued, kind, number, sheets)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DocumentPrinted, number, sheets, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DocumentSigned, number, digest, payload, about)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RegisteredOut, serial)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DocumentWithdrawn, document)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(EffectDue, kind, args)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PickupSigned, digest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CaseClosed, outcome, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(BlankoReceived, first, count, prefix)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SurveyAnswered, service, scores)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ResiPresented, lost, statement, asked)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ComplaintFiled, number, category, channel, text, contact, resi, due, text_digest, contact_digest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ComplaintTaken, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ComplaintAnswered, number, answer, answer_digest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AppointmentMade, code, service, day, minute, nik, answers)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AppointmentCancelled, code)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AccessIssued, nik, digest, until)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AccessUsed, nik)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PrintCodeIssued, number, kind, case_id, nik, digest, until)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PrintCodeUsed, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CodeRefused, nik, what)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StockCounted, prefix, counted, expected)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SupplyReceived, kind, count)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SupplyUsed, kind, count, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StockClosed, day, prefix, received, used, spoiled, free, counted, expected)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DayClosed, day, served, no_show, left, open, waiting)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(EpochBegun, epoch, copied, day_jump, year_jump)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RuleOverridden, code, supervisor, role, reason)

Event::Event() = default;
template <class Kind>
    requires kIsOneOf<Kind, AnyEvent>
[[gnu::used]] Event::Event(Kind kind) : AnyEvent(std::in_place_type<Kind>, std::move(kind)) {}
Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

namespace {

/// Whether each field given was read as it stands: the JSON library bends a flag into a number, cuts off a fraction or a
/// number too large, and takes an unknown word for the first of an enumeration.
bool read_exactly(const nlohmann::json& given, const nlohmann::json& read) {
    for (const auto& [key, value] : read.items())
        if (const auto field = given.find(key); field != given.end() && *field != value) return false;
    return true;
}

/// Tries the alternatives of Event in order until one bears the name. It makes one of each kind, so that the constructors of Event
/// from all of them stand in this file.
template <std::size_t Index = 0>
Result<Event> decode_as(const std::string& name, const nlohmann::json& fields) {
    if constexpr (Index == std::variant_size_v<AnyEvent>) {
        return corrupt("unknown event " + name + ": this log was written by a newer Loket");
    } else {
        using Kind = std::variant_alternative_t<Index, AnyEvent>;
        if (name != Kind::kName) return decode_as<Index + 1>(name, fields);
        auto event = fields.get<Kind>();
        if (!read_exactly(fields, nlohmann::json(event))) return corrupt("event " + name + " has a field that does not fit");
        return Event{std::move(event)};
    }
}

}  // namespace

std::string queue_stream(Date day) { return "antrean:" + iso_date(day); }
std::string case_stream(const std::string& case_id) { return "perkara:" + case_id; }
std::string complaint_stream(const std::string& number) { return std::string(kComplaintStream) + ":" + number; }

std::string_view name_of(const Event& event) {
    return std::visit([](const auto& e) { return std::string_view(std::decay_t<decltype(e)>::kName); }, event);
}

std::string encode(const Event& event) {
    constexpr auto kReplaceBadUtf8 = nlohmann::json::error_handler_t::replace;  // a reason that was typed must never throw
    return std::visit([](const auto& e) { return nlohmann::json(e).dump(-1, ' ', false, kReplaceBadUtf8); }, event);
}

Result<Event> decode_event(const std::string& name, const std::string& body) {
    try {
        const auto fields = nlohmann::json::parse(body);
        if (!fields.is_object()) return corrupt("event " + name + " is not an object");
        return decode_as(name, fields);
    } catch (const nlohmann::json::exception& error) {  // its words quote the body, which holds personal data
        return corrupt(fmt::format("event {} cannot be read: JSON error {}", name, error.id));
    }
}

}  // namespace loket::engine
