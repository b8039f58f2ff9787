#include "drivers/ipp_printer/queue.h"

#include <cups/cups.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

#include "devices/base/wait.h"

namespace loket::drivers::ipp_printer {
namespace {

constexpr Millis kFirstLook{25}, kLook{250};  // at a job, ever more rarely
constexpr Millis kSentLimit{1000};   // from a job that is over to the answer to its document
constexpr Millis kCancelLimit{50};  // a stop has 100 ms in all
const char* const kAsked[] = {"printer-make-and-model", "printer-state",  "printer-state-reasons", "printer-firmware-string-version", "marker-names", "marker-levels",
                              "document-format-supported", "pwg-raster-document-type-supported", "pwg-raster-document-resolution-supported", "printer-serial-number",
                              "media-supported", "sides-supported", "pwg-raster-document-sheet-back"};
const char* const kOfJob[] = {"job-state", "job-state-reasons", "job-impressions-completed", "job-name"};

/// A document was sent; what became of it nobody says.
Error unknown() { return {Fault::Gone, "the printer was lost in mid-job", "printer.sheets_unknown"}; }

}  // namespace

/// Sends a document on a connection of its own, so that the printer can be watched meanwhile.
class PrintQueue::Sender {
  public:
    Sender(std::unique_ptr<Line> line, Ipp request, Bytes document)
        : line_(std::move(line)), thread_([this, request = std::move(request), document = std::move(document)]() mutable {
              auto sent = line_->send(std::move(request), document, "send the letter");
              std::fill(document.begin(), document.end(), std::uint8_t{0});
              const std::lock_guard lock(mutex_);
              sent_ = std::move(sent);
          }) {}
    ~Sender() { line_->abort(); }  // then the thread is waited for
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    /// Nothing while it sends.
    std::optional<Status> sent() const {
        const std::lock_guard lock(mutex_);
        return sent_;
    }
    /// Whether the printer took it; waits for its answer a little.
    bool taken() const {
        for (Millis waited{0}; !sent() && waited < kSentLimit; waited += kFirstLook) wait_for(kFirstLook, {});
        const auto answer = sent();
        return answer && *answer;
    }

  private:
    const std::unique_ptr<Line> line_;
    mutable std::mutex mutex_;
    std::optional<Status> sent_;
    std::jthread thread_;
};

template <class R>
R PrintQueue::noted(R result) {
    if (!result && result.error().fault == Fault::Gone) line_.reset();
    return result;
}

Status PrintQueue::open(const std::string& address) {
    close();
    LOKET_ASSIGN(place, place_of(address));
    place_ = place;
    LOKET_TRY(reopen());
    LOKET_ASSIGN(said, printer());
    make_ = text(said.get(), "printer-make-and-model");
    serial_ = text(said.get(), "printer-serial-number");
    firmware_ = text(said.get(), "printer-firmware-string-version");
    return {};
}

Result<Ipp> PrintQueue::printer() {
    if (!line_) return Error{Fault::Gone, "the printer is not open", "device.gone"};
    auto request = request_to(place_, IPP_OP_GET_PRINTER_ATTRIBUTES);
    ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", std::size(kAsked), nullptr, kAsked);
    return noted(line_->ask(std::move(request), "ask the printer"));
}

Result<Ipp> PrintQueue::about(int job, ipp_op_t operation, const char* doing) {
    if (!line_) return Error{Fault::Gone, "the printer is not open", "device.gone"};
    auto request = request_to(place_, operation);
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    if (operation == IPP_OP_GET_JOB_ATTRIBUTES) ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", std::size(kOfJob), nullptr, kOfJob);
    return noted(line_->ask(std::move(request), doing));
}

/// A printer that was switched off and on counts its jobs from one again: then the same number is another's job.
Result<Ipp> PrintQueue::state_of(int job) {
    auto state = about(job, IPP_OP_GET_JOB_ATTRIBUTES, "ask for the job");
    if (!state) return state;
    auto name = text(state->get(), "job-name");
    if (!job_name_) job_name_ = std::move(name);
    else if (*job_name_ != name) return unknown();
    return state;
}

Result<std::vector<std::string>> PrintQueue::finished() {
    if (!line_) return Error{Fault::Gone, "the printer is not open", "device.gone"};
    auto request = request_to(place_, IPP_OP_GET_JOBS);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "completed");
    ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", std::size(kOfJob), nullptr, kOfJob);
    LOKET_ASSIGN(said, noted(line_->ask(std::move(request), "ask for the jobs")));
    return names_of_finished(said.get());
}

Result<int> PrintQueue::create_job(const PrintJob& wanted) {
    auto request = request_to(place_, IPP_OP_CREATE_JOB);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, wanted.name.substr(0, 64).c_str());
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, wanted.media.c_str());
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, wanted.sides.c_str());
    begun_ = true;
    LOKET_ASSIGN(answer, noted(line_->ask(std::move(request), "begin a job")));
    const int job = number(answer.get(), "job-id", 0);
    if (job <= 0) return corrupt("the printer gives a job no number");
    job_name_.reset();
    return job;
}

Status PrintQueue::print(PrintJob wanted, model::Sink& sink, const std::stop_token& stop) {
    begun_ = false;
    if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    LOKET_ASSIGN(second, Line::open(place_));
    LOKET_ASSIGN(job, create_job(wanted));
    auto request = request_to(place_, IPP_OP_SEND_DOCUMENT);
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, wanted.format);
    ippAddBoolean(request.get(), IPP_TAG_OPERATION, "last-document", 1);
    const Sender sender(std::move(second), std::move(request), std::move(wanted.document));
    auto printed = watch(job, sender, wanted.impressions, sink, stop);
    if (printed) return printed;
    return take_back(job, sender, printed.error());
}

/// A letter that was sent is not a letter that came out: success is only what the printer says of the finished job.
Status PrintQueue::watch(int job, const Sender& sender, int impressions, model::Sink& sink, const std::stop_token& stop) {
    for (auto look = kFirstLook;; look = std::min(2 * look, kLook)) {
        const auto sent = sender.sent();
        if (sent && !*sent) return *sent;
        LOKET_ASSIGN(state, state_of(job));
        LOKET_ASSIGN(said, printer());
        const auto verdict = verdict_of(state.get(), said.get());
        if (verdict && !*verdict) return *verdict;
        if (verdict && sent) {  // a job that is over before it took our letter is not ours
            sink.progress(100);
            return {};
        }
        sink.progress(std::clamp(100 * number(state.get(), "job-impressions-completed", 0) / impressions, 0, 99));
        if (!wait_for(look, stop)) return Error{Fault::Cancelled, "stopped on request"};
    }
}

/// No sheet may come out later that nobody waits for. What the printer says of the job then decides: the last sheet of a tray may be out
/// just when there are no more, and a printer that no longer knows the job may have printed it or not.
Status PrintQueue::take_back(int job, const Sender& sender, Error why) {
    const bool stopped = why.fault == Fault::Cancelled;
    if (line_ && stopped) line_->patience(kCancelLimit);
    if (!line_ && !reopen()) return unknown();
    (void)about(job, IPP_OP_CANCEL_JOB, "cancel the job");
    if (stopped) line_.reset();  // whatever was left half said
    if (!line_ && !reopen()) return stopped ? why : unknown();
    if (stopped) return why;
    const auto state = state_of(job);
    if (!state) return unknown();
    if (came_out(state->get()) && sender.taken()) return {};
    return why;
}

Status PrintQueue::reopen() {
    LOKET_ASSIGN(line, Line::open(place_));
    line_ = std::move(line);
    return {};
}

}  // namespace loket::drivers::ipp_printer
