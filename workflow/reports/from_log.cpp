#include "workflow/reports/from_log.h"

#include <algorithm>
#include <map>

#include "workflow/engine/record_state.h"

namespace loket::reports {
namespace {

using namespace engine;

constexpr double kSecondsPerMinute = 60;

std::string word_for(const std::map<std::string, std::string>& words, const std::string& value) {
    const auto found = words.find(value);
    return found == words.end() ? value : found->second;
}
std::string channel_words(const std::string& channel) {
    static const std::map<std::string, std::string> kWords{{"KIOS", "Anjungan"}, {"LOKET", "Loket"}, {"SMS", "SMS"}, {"KOTAK_SARAN", "Kotak saran"}};
    return word_for(kWords, channel);
}
std::string subject_words(const std::string& category) {
    static const std::map<std::string, std::string> kWords{{"WAKTU", "Waktu pelayanan"}, {"PUNGUTAN", "Pungutan"}, {"PERILAKU", "Perilaku petugas"}, {"DATA", "Data salah"},
                                                           {"SARANA", "Sarana"},         {"SARAN", "Saran"},       {"LAINNYA", "Lainnya"}};
    return word_for(kWords, category);
}

/// The step after whose end the document lies ready; 0 if the service hands nothing over.
int last_step_before_pickup(const Service* service) {
    if (service == nullptr) return 0;
    int last = 0;
    for (const auto& step : service->steps) {
        if (step.kind == StepKind::Activate || step.kind == StepKind::HandOver) return last;
        last = step.no;
    }
    return 0;
}

/// A case while the log is read.
struct Open {
    CaseRecord record;
    int ready_after = 0;
    std::optional<Instant> waiting, at_centre;
    std::map<int, std::pair<std::string, std::string>> done_by;  ///< step -> user, role
};

}  // namespace

class LogDigest::Reader {
  public:
    explicit Reader(const Services& services) : services_(services) {}

    void read(const Fact& fact) {
        if (fact.stream == kSurveyStream) {
            if (const auto* answer = std::get_if<SurveyAnswered>(&fact.event))
                out_.answers.push_back({wib_date(fact.at), answer->service, answer->scores, {}, {}});
            return;
        }
        if (fact.stream.starts_with(kComplaintStream)) return complain(fact);
        if (const auto* opened = std::get_if<CaseOpened>(&fact.event)) return open(*opened, fact);
        const auto known = cases_.find(fact.stream);
        if (known == cases_.end()) return;
        std::visit([&](const auto& event) { on(known->second, event, fact); }, fact.event);
    }

    LogRecords finish() && {
        for (const auto& stream : order_) {
            auto& one = cases_.at(stream);
            for (const auto& since : {one.waiting, one.at_centre})
                if (since) one.record.pauses.push_back({*since, std::nullopt});
            out_.work.cases.push_back(std::move(one.record));
        }
        return std::move(out_);
    }

  private:
    void open(const CaseOpened& event, const Fact& fact) {
        Open one;
        one.record.id = event.case_id;
        one.record.service = event.service;
        one.record.opened = fact.at;
        one.ready_after = last_step_before_pickup(services_.find(event.service));
        if (cases_.emplace(fact.stream, std::move(one)).second) order_.push_back(fact.stream);
    }

    void complain(const Fact& fact) {
        if (const auto* filed = std::get_if<ComplaintFiled>(&fact.event)) {
            const auto about = service_of_resi_.find(filed->resi);
            place_[filed->number] = out_.complaints.size();
            out_.complaints.push_back({filed->number, channel_words(filed->channel), about == service_of_resi_.end() ? "" : about->second, filed->resi,
                                       subject_words(filed->category), fact.at, std::nullopt, parse_iso_date(filed->due)});
        }
        const auto* answer = std::get_if<ComplaintAnswered>(&fact.event);
        if (const auto known = answer == nullptr ? place_.end() : place_.find(answer->number); known != place_.end()) out_.complaints[known->second].answered = fact.at;
    }

    void on(Open& one, const StepDone& event, const Fact& fact) {
        const bool applicant = event.actor == code(Role::Pemohon);
        StepTime pass{.service = one.record.service,
                      .case_id = one.record.id,
                      .step = event.step,
                      .actor = event.actor,
                      .user = applicant ? "" : fact.actor.user,
                      .begun = from_millis(event.begun),
                      .minutes = event.seconds / kSecondsPerMinute,
                      .standard_minutes = event.standard_minutes};
        one.done_by[event.step] = {pass.user, pass.actor};
        out_.work.steps.push_back(std::move(pass));
        if (event.step == one.ready_after) one.record.ready = fact.at;
    }
    void on(Open& one, const ResiIssued& event, const Fact& fact) {
        service_of_resi_[event.resi] = one.record.service;
        if (!one.record.registered) one.record.registered = fact.at;
    }
    void on(Open& one, const FileIncomplete&, const Fact& fact) {
        ++one.record.incomplete;
        if (!one.waiting) one.waiting = fact.at;
    }
    void on(Open& one, const FileResubmitted&, const Fact& fact) { resume(one, one.waiting, fact.at); }
    void on(Open& one, const RecordStateChanged& event, const Fact& fact) {
        const bool waits = is_recorded(event.state) && !is_print_ready(event.state) && event.state != kCardPrinted &&
                           !must_record_again(event.state);
        if (waits && !one.at_centre) one.at_centre = fact.at;
        if (!waits) resume(one, one.at_centre, fact.at);
    }
    void on(Open& one, const CaseReturned& event, const Fact& fact) {
        ++one.record.returns;
        // What was ready is no longer.
        if (event.to <= one.ready_after) one.record.ready.reset();
        const auto done = one.done_by.find(event.to);
        ReturnCaused back{one.record.service, one.record.id, {}, {}, event.reason, fact.at};
        if (done != one.done_by.end()) std::tie(back.user, back.actor) = done->second;
        out_.work.returns.push_back(std::move(back));
    }
    void on(Open&, const BlankoSpoiled&, const Fact& fact) { error(fact, "Blanko rusak"); }
    void on(Open&, const ActivationRefused&, const Fact& fact) { error(fact, "Aktivasi ditolak: sidik jari tidak cocok"); }
    void on(Open& one, const CardActivated& event, const Fact& fact) {
        if (event.how != "override") return;
        error(fact, kActivatedAgainstMismatch);
        out_.work.against_mismatch.push_back({one.record.id, one.record.service, fact.actor.user, event.second, event.reason, fact.at});
    }
    void on(Open& one, const CaseClosed& event, const Fact& fact) {
        resume(one, one.waiting, fact.at);
        resume(one, one.at_centre, fact.at);
        one.record.closed = fact.at;
        one.record.outcome = event.outcome;
    }
    template <class Other>
    void on(Open&, const Other&, const Fact&) {}

    static void resume(Open& one, std::optional<Instant>& since, Instant at) {
        if (since) one.record.pauses.push_back({*since, at});
        since.reset();
    }

    void error(const Fact& fact, const char* kind) {
        out_.work.errors.push_back({fact.actor.user, std::string(code(fact.actor.role)), kind, fact.at});
    }

    const Services& services_;
    std::map<std::string, Open> cases_;  ///< by stream
    std::vector<std::string> order_;
    std::map<std::string, std::string> service_of_resi_;
    std::map<std::string, std::size_t> place_;  ///< of a complaint among the records, by number
    LogRecords out_;
};

LogDigest::LogDigest(const Services& services) : reader_(std::make_unique<Reader>(services)) {}
LogDigest::~LogDigest() = default;
void LogDigest::read(const Fact& fact) { reader_->read(fact); }
LogRecords LogDigest::records() const { return Reader(*reader_).finish(); }

LogRecords from_log(std::span<const Fact> facts, const Services& services) {
    LogDigest digest(services);
    for (const auto& fact : facts) digest.read(fact);
    return digest.records();
}

ServiceStandard standard_of(const Service& service) {
    ServiceStandard out{.id = service.id, .name = service.name.id(), .promise_days = service.promise_days, .steps = {}};
    for (const auto& step : service.steps)
        out.steps.push_back({step.no, step.text.id(), std::string(code(step.actor)), step.minutes});
    return out;
}

}  // namespace loket::reports
