// Complaints: told by anybody, looked after by an officer, answered within the days the office promises.

#include <fmt/format.h>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/resi.h"
#include "workflow/engine/serials.h"

namespace loket::engine::detail {
namespace {

constexpr std::size_t kLongestText = 2000, kLongestContact = 120;

/// What the applicant tells at the kiosk is told there; an officer writes down what came another way.
Status check_channel(const std::string& channel, Role role) {
    if (!is_among(complaint_channels(), channel)) return rejected("complaint.channel", "no such way to complain: " + channel);
    const bool at_kiosk = role == Role::Pemohon;
    if (at_kiosk != (channel == "KIOS")) return rejected("complaint.channel", "an officer names the way by which a complaint came");
    return {};
}

Result<const Complaint*> open_complaint(const Deciding& deciding, const std::string& number) {
    LOKET_TRY(deciding.require_role({Role::FrontOffice, Role::Kasi, Role::Kabid, Role::Sekretaris}));
    const auto found = deciding.office.house.complaints.find(number);
    if (found == deciding.office.house.complaints.end()) return rejected("complaint.unknown", "no complaint " + number);
    if (!found->second.is_open()) return rejected("complaint.answered", "complaint " + number + " is answered");
    return &found->second;
}

/// Whoever looks after it, or somebody above the counter.
Status may_touch(const Complaint& complaint, const Actor& actor) {
    if (complaint.taken_by.empty() || complaint.taken_by == actor.user || may_supervise(actor.role)) return {};
    return rejected("complaint.taken", complaint.taken_by + " looks after this complaint");
}

/// What was written never becomes part of the log, which nothing can be erased from.
Result<std::string> kept(const Context& context, const std::string& words) {
    if (!context.keep_words) return internal("nobody keeps what a complaint says");
    return context.keep_words(words);
}

}  // namespace

Facts Deciding::operator()(const FileComplaint& command) const {
    if (context.actor.role == Role::Pusat || context.actor.role == Role::Sistem) return rejected("trust.role", "a machine does not complain");
    LOKET_TRY(check_channel(command.channel, context.actor.role));
    if (!is_among(complaint_categories(), command.category)) return rejected("complaint.category", "no such kind of complaint: " + command.category);
    if (command.text.empty() || command.text.size() > kLongestText) return rejected("complaint.text", "a complaint has between 1 and 2000 characters");
    if (command.contact.size() > kLongestContact) return rejected("complaint.contact", "a contact has at most 120 characters");
    std::string resi;
    if (!command.resi.empty()) {
        LOKET_ASSIGN(read, parse_resi(command.resi));
        resi = read;
    }
    const auto today = wib_date(context.now);
    LOKET_ASSIGN(due, context.add_working_days(today, rules().complaint_days));
    const auto number = complaint_number(today, office.next_serial(complaint_series(today)));
    ComplaintFiled filed{.number = number, .category = command.category, .channel = command.channel, .text = {}, .contact = {}, .resi = resi, .due = iso_date(due)};
    LOKET_ASSIGN(text, kept(context, command.text));
    filed.text_digest = text;
    if (!command.contact.empty()) {
        LOKET_ASSIGN(contact, kept(context, command.contact));
        filed.contact_digest = contact;
    }
    return std::vector<Happening>{{complaint_stream(number), std::move(filed)}};
}

Facts Deciding::operator()(const TakeComplaint& command) const {
    LOKET_ASSIGN(complaint, open_complaint(*this, command.number));
    if (complaint->taken_by == context.actor.user) return rejected("complaint.yours", "you look after this complaint already");
    LOKET_TRY(may_touch(*complaint, context.actor));
    return std::vector<Happening>{{complaint_stream(command.number), ComplaintTaken{command.number}}};
}

Facts Deciding::operator()(const AnswerComplaint& command) const {
    LOKET_ASSIGN(complaint, open_complaint(*this, command.number));
    LOKET_TRY(may_touch(*complaint, context.actor));
    if (command.answer.empty() || command.answer.size() > kLongestText) return rejected("complaint.answer", "an answer has between 1 and 2000 characters");
    LOKET_ASSIGN(answer, kept(context, command.answer));
    return std::vector<Happening>{{complaint_stream(command.number), ComplaintAnswered{command.number, {}, answer}}};
}

}  // namespace loket::engine::detail
