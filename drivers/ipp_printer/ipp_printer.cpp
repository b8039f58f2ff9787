#include <algorithm>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

#include <cups/cups.h>

#include "devices/base/wait.h"
#include "drivers/ipp_printer/driver.h"
#include "drivers/ipp_printer/ipp_model.h"
#include "drivers/ipp_printer/line.h"
#include "drivers/ipp_printer/pages.h"

namespace loket::drivers::ipp_printer {
namespace {

constexpr Millis kFirstLook{25}, kLook{250};  // at a job, ever more rarely
constexpr Millis kSentLimit{1000};   // from a job that is over to the answer to its document
constexpr Millis kCancelLimit{50};  // a stop has 100 ms in all
constexpr int kMostSheets = 99;
const char* const kAsked[] = {"printer-make-and-model", "printer-state",  "printer-state-reasons", "printer-firmware-string-version", "marker-names", "marker-levels",
                              "document-format-supported", "pwg-raster-document-type-supported", "pwg-raster-document-resolution-supported", "printer-serial-number"};
const char* const kOfJob[] = {"job-state", "job-state-reasons", "job-impressions-completed", "job-name"};

/// A document was sent; what became of it nobody says.
Error unknown() { return {Fault::Gone, "the printer was lost in mid-job", "printer.sheets_unknown"}; }

/// Sends a document on a connection of its own, so that the printer can be watched meanwhile.
class Sender {
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

class Printer final : public model::Device {
  public:
    explicit Printer(const model::Surroundings& around) : address_(around.address), name_(around.name) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override { line_.reset(); }

  private:
    Result<Ipp> printer();
    Result<Ipp> about(int job, ipp_op_t operation, const char* doing);
    Result<Ipp> state_of(int job);
    Result<int> create_job(const std::string& name);
    Status print(const model::SheetRequest& ask, model::Sink& sink, const std::stop_token& stop);
    Status watch(int job, const Sender& sender, int sheets, model::Sink& sink, const std::stop_token& stop);
    Status take_back(int job, const Sender& sender, Error why);
    Status reopen();
    template <class R>
    R noted(R result);

    const std::string address_, name_;
    Place place_;
    std::unique_ptr<Line> line_;  // to ask on
    model::Identity identity_;
    std::optional<std::string> job_name_;  // what the printer called the job under way when it was first asked
};

template <class R>
R Printer::noted(R result) {
    if (!result && result.error().fault == Fault::Gone) line_.reset();
    return result;
}

Status Printer::open() {
    close();
    LOKET_ASSIGN(place, place_of(address_));
    place_ = place;
    LOKET_TRY(reopen());
    LOKET_ASSIGN(said, printer());
    const auto make = text(said.get(), "printer-make-and-model");
    identity_ = {.driver = std::string(kDriver.id),
                 .vendor = {},
                 .product = make.empty() ? address_ : make,
                 .serial = text(said.get(), "printer-serial-number"),
                 .firmware = text(said.get(), "printer-firmware-string-version"),
                 .simulated = make.starts_with(kEmulatedMake)};
    return {};
}

Result<Ipp> Printer::printer() {
    if (!line_) return Error{Fault::Gone, "the printer is not open", "device.gone"};
    auto request = request_to(place_, IPP_OP_GET_PRINTER_ATTRIBUTES);
    ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", std::size(kAsked), nullptr, kAsked);
    return noted(line_->ask(std::move(request), "ask the printer"));
}

Result<Ipp> Printer::about(int job, ipp_op_t operation, const char* doing) {
    if (!line_) return Error{Fault::Gone, "the printer is not open", "device.gone"};
    auto request = request_to(place_, operation);
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    if (operation == IPP_OP_GET_JOB_ATTRIBUTES) ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", std::size(kOfJob), nullptr, kOfJob);
    return noted(line_->ask(std::move(request), doing));
}

/// A printer that was switched off and on counts its jobs from one again: then the same number is another's job.
Result<Ipp> Printer::state_of(int job) {
    auto state = about(job, IPP_OP_GET_JOB_ATTRIBUTES, "ask for the job");
    if (!state) return state;
    auto name = text(state->get(), "job-name");
    if (!job_name_) job_name_ = std::move(name);
    else if (*job_name_ != name) return unknown();
    return state;
}

/// Its name is the station's number for it, nothing of what it prints.
Result<int> Printer::create_job(const std::string& name) {
    auto request = request_to(place_, IPP_OP_CREATE_JOB);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, name.substr(0, 64).c_str());
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, "iso_a4_210x297mm");
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
    LOKET_ASSIGN(answer, noted(line_->ask(std::move(request), "begin a job")));
    const int job = number(answer.get(), "job-id", 0);
    if (job <= 0) return corrupt("the printer gives a job no number");
    job_name_.reset();
    return job;
}

Result<model::Content> Printer::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::SheetRequest>(&request);
    if (ask == nullptr || ask->pdf.empty() || ask->sheets < 1 || ask->sheets > kMostSheets) return Error{Fault::Unsupported, "nothing that can be printed", "device.unsupported"};
    LOKET_TRY(print(*ask, sink, stop));
    return model::Content{model::SheetOutcome{}};
}

Status Printer::print(const model::SheetRequest& ask, model::Sink& sink, const std::stop_token& stop) {
    LOKET_ASSIGN(said, printer());
    if (const auto reason = stopping_reason(said.get()); !reason.empty()) return Error{Fault::NeedsOperator, "the printer waits for its operator", "printer." + reason};
    LOKET_ASSIGN(form, form_for(said.get()));
    Bytes document = ask.pdf;
    if (form.format != std::string_view("application/pdf")) {
        LOKET_ASSIGN(pages, raster_of(ask.pdf, form.dpi, form.colour));
        document = std::move(pages);
    }
    if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    LOKET_ASSIGN(second, Line::open(place_));
    LOKET_ASSIGN(job, create_job(ask.job));
    auto request = request_to(place_, IPP_OP_SEND_DOCUMENT);
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, form.format);
    ippAddBoolean(request.get(), IPP_TAG_OPERATION, "last-document", 1);
    const Sender sender(std::move(second), std::move(request), std::move(document));
    auto printed = watch(job, sender, ask.sheets, sink, stop);
    if (printed) return printed;
    return take_back(job, sender, printed.error());
}

/// A letter that was sent is not a letter that came out: success is only what the printer says of the finished job.
Status Printer::watch(int job, const Sender& sender, int sheets, model::Sink& sink, const std::stop_token& stop) {
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
        sink.progress(std::clamp(100 * number(state.get(), "job-impressions-completed", 0) / sheets, 0, 99));
        if (!wait_for(look, stop)) return Error{Fault::Cancelled, "stopped on request"};
    }
}

/// No sheet may come out later that nobody waits for. What the printer says of the job then decides: the last sheet of a tray may be out
/// just when there are no more, and a printer that no longer knows the job may have printed it or not.
Status Printer::take_back(int job, const Sender& sender, Error why) {
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

Status Printer::reopen() {
    LOKET_ASSIGN(line, Line::open(place_));
    line_ = std::move(line);
    return {};
}

model::Health Printer::health() {
    const auto said = printer();
    if (!said) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    return health_of(said->get());
}

model::Identity Printer::identity() const {
    if (!identity_.driver.empty()) return identity_;
    return {.driver = std::string(kDriver.id), .vendor = {}, .product = name_.empty() ? "IPP printer" : name_, .serial = {}, .firmware = {}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Printer>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> all;
    const auto named = settings.find(kPrinterSetting);
    if (named == settings.end()) return all;
    std::istringstream words(named->second);
    for (std::string uri; words >> uri;) all.push_back({uri, "IPP printer"});
    return all;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return std::make_unique<IppPrinter>(scene); }

}  // namespace loket::drivers::ipp_printer
