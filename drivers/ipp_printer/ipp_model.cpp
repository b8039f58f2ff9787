#include "drivers/ipp_printer/ipp_model.h"

#include <cups/cups.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <list>

#include "devices/model/loopback.h"

namespace loket::drivers::ipp_printer {
namespace {

constexpr int kGlance = 50;         // ms
constexpr Millis kPrintTime{600};  // of a letter, in real time

struct Trouble {
    std::string_view word, reason;
};
constexpr Trouble kTroubles[] = {{"media_empty", "media-empty-error"}, {"cover_open", "cover-open"}, {"ribbon_out", "marker-supply-empty-error"}, {"jam", "media-jam"}};

void add(ipp_t* to, ipp_tag_t group, ipp_tag_t kind, const char* name, const std::string& value) { ippAddString(to, group, kind, name, nullptr, value.c_str()); }

Ipp answer_to(ipp_t* request, ipp_status_t status) {
    Ipp answer(ippNewResponse(request));
    ippSetStatusCode(answer.get(), status);
    return answer;
}

Bytes bytes_of(ipp_t* message) {
    Bytes bytes;
    ippSetState(message, IPP_STATE_IDLE);
    ippWriteIO(&bytes, [](void* to, ipp_uchar_t* from, size_t count) {
        auto& all = *static_cast<Bytes*>(to);
        all.insert(all.end(), from, from + count);
        return static_cast<ssize_t>(count);
    }, 1, nullptr, message);
    return bytes;
}

/// Nothing when it breaks off.
std::optional<Bytes> rest_of(http_t* http) {
    Bytes all;
    std::array<char, 16384> piece{};
    while (const auto got = httpRead2(http, piece.data(), piece.size())) {
        if (got < 0) return std::nullopt;
        all.insert(all.end(), piece.begin(), piece.begin() + got);
    }
    if (httpGetRemaining(http) > 0) return std::nullopt;
    return all;
}

void describe_letters(ipp_t* said, bool empty_marker) {
    add(said, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "pwg-raster-document-type-supported", "sgray_8");
    add(said, IPP_TAG_PRINTER, IPP_TAG_NAME, "marker-names", "black");
    ippAddInteger(said, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "marker-levels", empty_marker ? 0 : 73);
}

}  // namespace

const Trade kLetters{.make = "A4 printer", .describe = describe_letters, .deliver = [](model::Scene& scene, const std::string&, const Bytes& document) { scene.store_sheets(document); }};

IppPrinter::IppPrinter(model::Scene& scene, const Trade& trade) : scene_(scene), trade_(trade) { plug(); }

IppPrinter::~IppPrinter() { unplug(); }

std::string IppPrinter::address() const { return fmt::format("ipp://127.0.0.1:{}/ipp/print", port_); }

/// On the port it had before, where there was one.
void IppPrinter::plug() {
    if (listener_ >= 0) return;
    listener_ = model::listen_on_loopback(port_);
    port_ = model::port_of(listener_);
    event("reset");
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

void IppPrinter::unplug() {
    if (listener_ < 0) return;
    thread_.request_stop();
    thread_.join();
    close(listener_);
    listener_ = -1;
}

bool IppPrinter::event(std::string_view what) {
    const std::lock_guard lock(mutex_);
    if (what == "reset") {
        jobs_.clear();
        trouble_.clear();
        abort_next_ = false;
        spoil_.reset();
        takes_pdf_ = true;
        return true;
    }
    if (what == "abort") return abort_next_ = true;
    if (what == "no_pdf") return !(takes_pdf_ = false);
    for (const auto& each : kTroubles)
        if (each.word == what) return trouble_ = each.reason, true;
    return false;
}

void IppPrinter::serve(const std::stop_token& stop) {
    std::list<std::jthread> talks;  // end with this one
    while (!stop.stop_requested()) {
        pollfd waiting{listener_, POLLIN, 0};
        if (poll(&waiting, 1, kGlance) <= 0) continue;
        if (auto* http = httpAcceptConnection(listener_, 1)) talks.emplace_back([this, http](const std::stop_token& over) { talk(http, over); });
    }
}

void IppPrinter::talk(http_t* http, const std::stop_token& stop) {
    const std::stop_callback on_stop(stop, [http] { httpShutdown(http); });
    while (!stop.stop_requested())
        if (httpWait(http, kGlance) != 0 && !serve_one(http)) break;
    httpClose(http);
}

/// False when the connection is over.
bool IppPrinter::serve_one(http_t* http) {
    std::array<char, 256> resource{};
    if (httpReadRequest(http, resource.data(), resource.size()) != HTTP_STATE_POST) return false;
    http_status_t status;
    do status = httpUpdate(http);
    while (status == HTTP_STATUS_CONTINUE);
    if (status != HTTP_STATUS_OK) return false;
    if (httpGetExpect(http) == HTTP_STATUS_CONTINUE) httpWriteResponse(http, HTTP_STATUS_CONTINUE);
    const Ipp request(ippNew());
    ipp_state_t read;
    do read = ippRead(http, request.get());
    while (read != IPP_STATE_DATA && read != IPP_STATE_ERROR);
    if (read == IPP_STATE_ERROR) return false;
    auto document = rest_of(http);
    if (!document) return false;
    const auto how = spoiled();
    if (how == Spoil::Refusal) return reply(http, answer_to(request.get(), IPP_STATUS_ERROR_INTERNAL).get(), how);
    return reply(http, answer(request.get(), std::move(*document)).get(), how);
}

std::optional<Spoil> IppPrinter::spoiled() {
    const std::lock_guard lock(mutex_);
    ++answers_;
    if (!spoil_ || spoil_after_-- > 0) return std::nullopt;
    if (*spoil_ == Spoil::Forget) jobs_.clear();
    for (auto& [id, job] : jobs_)
        if (*spoil_ == Spoil::Stranger) job = {.name = "another", .state = IPP_JSTATE_COMPLETED};
    return std::exchange(spoil_, std::nullopt);
}

void IppPrinter::spoil(int after, Spoil how) {
    const std::lock_guard lock(mutex_);
    spoil_ = how;
    spoil_after_ = after;
}

bool IppPrinter::reply(http_t* http, ipp_t* answer, std::optional<Spoil> how) {
    if (how == Spoil::HangUp) return false;
    auto bytes = bytes_of(answer);
    httpClearFields(http);
    if (how == Spoil::HttpError) {
        httpSetLength(http, 1);
        httpWriteResponse(http, HTTP_STATUS_SERVER_ERROR);
        httpWrite2(http, "!", 1);
        return httpFlushWrite(http) >= 0;
    }
    httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(http, bytes.size());
    httpWriteResponse(http, HTTP_STATUS_OK);
    if (how == Spoil::Garbage) std::fill(bytes.begin(), bytes.end(), std::uint8_t{0xE5});
    const auto count = how == Spoil::Cut ? bytes.size() / 2 : bytes.size();
    httpWrite2(http, reinterpret_cast<const char*>(bytes.data()), count);
    return httpFlushWrite(http) >= 0 && how != Spoil::Cut;
}

Ipp IppPrinter::answer(ipp_t* request, Bytes document) {
    const std::lock_guard lock(mutex_);
    auto said = answer_to(request, IPP_STATUS_OK);
    switch (ippGetOperation(request)) {
        case IPP_OP_GET_PRINTER_ATTRIBUTES:
            describe(said.get());
            return said;
        case IPP_OP_CREATE_JOB:
            begin_job(request, said.get());
            return said;
        case IPP_OP_GET_JOBS:
            list_finished(said.get());
            return said;
        case IPP_OP_SEND_DOCUMENT:
        case IPP_OP_GET_JOB_ATTRIBUTES:
        case IPP_OP_CANCEL_JOB:
            about_job(request, said.get(), std::move(document));
            return said;
        default:
            return answer_to(request, IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
    }
}

void IppPrinter::describe(ipp_t* said) {
    add(said, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-make-and-model", fmt::format("{} {}", kEmulatedMake, trade_.make));
    add(said, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-firmware-string-version", "1.0");
    ippAddInteger(said, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", trouble_.empty() ? IPP_PSTATE_IDLE : IPP_PSTATE_STOPPED);
    add(said, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", trouble_.empty() ? "none" : trouble_);
    const char* const formats[] = {"image/pwg-raster", "application/pdf"};
    ippAddStrings(said, IPP_TAG_PRINTER, IPP_TAG_MIMETYPE, "document-format-supported", takes_pdf_ ? 2 : 1, nullptr, formats);
    ippAddResolution(said, IPP_TAG_PRINTER, "pwg-raster-document-resolution-supported", IPP_RES_PER_INCH, 300, 300);
    trade_.describe(said, trouble_.starts_with("marker"));
}

void IppPrinter::list_finished(ipp_t* said) const {
    for (const auto& [id, job] : jobs_) {
        if (job.state != IPP_JSTATE_COMPLETED) continue;
        ippAddSeparator(said);
        ippAddInteger(said, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", id);
        ippAddInteger(said, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", job.state);
        add(said, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", job.name);
    }
}

void IppPrinter::begin_job(ipp_t* request, ipp_t* said) {
    const int id = ++last_job_;
    jobs_[id] = {.name = text(request, "job-name")};
    ippAddInteger(said, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", id);
    add(said, IPP_TAG_JOB, IPP_TAG_URI, "job-uri", fmt::format("{}/{}", address(), id));
    ippAddInteger(said, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", IPP_JSTATE_HELD);
}

void IppPrinter::about_job(ipp_t* request, ipp_t* said, Bytes document) {
    const auto found = jobs_.find(number(request, "job-id", 0));
    if (found == jobs_.end()) return void(ippSetStatusCode(said, IPP_STATUS_ERROR_NOT_FOUND));
    auto& job = found->second;
    if (ippGetOperation(request) == IPP_OP_SEND_DOCUMENT) {
        if (job.state != IPP_JSTATE_HELD) return void(ippSetStatusCode(said, IPP_STATUS_ERROR_NOT_POSSIBLE));
        job.document = std::move(document);
        job.state = IPP_JSTATE_PROCESSING;
        job.done = std::chrono::steady_clock::now() + (scene_.real_time() ? kPrintTime : Millis{0});
    }
    advance(job);
    if (ippGetOperation(request) == IPP_OP_CANCEL_JOB && job.state < IPP_JSTATE_CANCELED) job.state = IPP_JSTATE_CANCELED;
    ippAddInteger(said, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", found->first);
    ippAddInteger(said, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", job.state);
    add(said, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", job.name);
    add(said, IPP_TAG_JOB, IPP_TAG_KEYWORD, "job-state-reasons", job.state == IPP_JSTATE_ABORTED ? "aborted-by-system" : job.state == IPP_JSTATE_STOPPED ? "printer-stopped" : "none");
    ippAddInteger(said, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-impressions-completed", job.state == IPP_JSTATE_COMPLETED ? 1 : 0);
}

void IppPrinter::advance(Job& job) {
    if (job.state != IPP_JSTATE_PROCESSING && job.state != IPP_JSTATE_STOPPED) return;
    job.state = trouble_.empty() ? IPP_JSTATE_PROCESSING : IPP_JSTATE_STOPPED;
    if (!trouble_.empty() || std::chrono::steady_clock::now() < job.done) return;
    job.state = std::exchange(abort_next_, false) ? IPP_JSTATE_ABORTED : IPP_JSTATE_COMPLETED;
    if (job.state == IPP_JSTATE_COMPLETED) trade_.deliver(scene_, job.name, job.document);
}

}  // namespace loket::drivers::ipp_printer
