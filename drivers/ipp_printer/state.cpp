#include "drivers/ipp_printer/state.h"

#include <cups/cups.h>

#include <algorithm>

namespace loket::drivers::ipp_printer {
namespace {

constexpr int kLowPaper = 10, kMuchPaper = 100;  // percent; all that the reasons tell

struct Word {
    std::string_view keyword, ours;
};
/// printer-state-reasons (RFC 8011, 5.4.12; PWG 5100.9) that screens know under another name, or at all.
constexpr Word kWords[] = {{"media-empty", "media-empty"},   {"media-needed", "media-empty"},  {"input-tray-missing", "media-empty"},
                           {"media-jam", "media-jam"},       {"media-low", "media-low"},       {"cover-open", "cover-open"},
                           {"door-open", "cover-open"},      {"interlock-open", "cover-open"}, {"marker-supply-empty", "toner-empty"},
                           {"toner-empty", "toner-empty"},   {"marker-supply-low", "toner-low"}, {"toner-low", "toner-low"},
                           {"marker-waste-full", "broken"},  {"fuser-over-temp", "broken"},    {"spool-area-full", "broken"},
                           {"offline", "offline"},           {"shutdown", "offline"},          {"timed-out", "offline"},
                           {"paused", "paused"},             {"output-area-full", "output-area-full"}};

bool is_low(std::string_view ours) { return ours.ends_with("-low"); }

}  // namespace

std::vector<std::string> texts(ipp_t* message, const char* name) {
    auto* attribute = ippFindAttribute(message, name, IPP_TAG_ZERO);
    std::vector<std::string> all;
    for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i)
        if (const char* value = ippGetString(attribute, i, nullptr)) all.emplace_back(value);
    return all;
}

std::string text(ipp_t* message, const char* name) {
    const auto all = texts(message, name);
    return all.empty() ? std::string() : all.front();
}

int number(ipp_t* message, const char* name, int otherwise) {
    auto* attribute = ippFindAttribute(message, name, IPP_TAG_ZERO);
    if (attribute == nullptr) return otherwise;
    const auto tag = ippGetValueTag(attribute);
    return tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM ? ippGetInteger(attribute, 0) : otherwise;
}

Reason reason_of(std::string_view keyword) {
    bool stops = true;
    for (const std::string_view severity : {"-error", "-warning", "-report"})
        if (keyword.ends_with(severity)) {
            stops = severity == "-error";
            keyword.remove_suffix(severity.size());
        }
    for (const auto& each : kWords)
        if (each.keyword == keyword) return {std::string(each.ours), stops && !is_low(each.ours)};
    return {};
}

std::string stopping_reason(ipp_t* printer) {
    for (const auto& keyword : texts(printer, "printer-state-reasons"))
        if (auto reason = reason_of(keyword); reason.stops) return std::move(reason.name);
    return {};
}

model::Health health_of(ipp_t* printer) {
    model::Health health;
    int paper = kMuchPaper;
    for (const auto& keyword : texts(printer, "printer-state-reasons")) {
        const auto reason = reason_of(keyword);
        if (reason.name == "media-empty") paper = 0;
        if (reason.name == "media-low") paper = std::min(paper, kLowPaper);
        if (reason.stops && std::ranges::find(health.reasons, reason.name) == health.reasons.end()) health.reasons.push_back(reason.name);
    }
    if (health.reasons.empty() && number(printer, "printer-state", IPP_PSTATE_IDLE) == IPP_PSTATE_STOPPED) health.reasons = {"broken"};
    health.ready = health.reasons.empty();
    health.supplies = {{.name = "paper", .percent = paper}};
    const auto names = texts(printer, "marker-names");
    auto* levels = ippFindAttribute(printer, "marker-levels", IPP_TAG_INTEGER);
    for (std::size_t i = 0; levels != nullptr && i < names.size() && static_cast<int>(i) < ippGetCount(levels); ++i)
        if (const int level = ippGetInteger(levels, static_cast<int>(i)); level >= 0 && level <= 100) health.supplies.push_back({.name = names[i], .percent = level});  // below 0: it does not know
    return health;
}

bool came_out(ipp_t* job) {
    const auto reasons = texts(job, "job-state-reasons");
    const auto says = [&](std::string_view word) { return std::ranges::find(reasons, word) != reasons.end(); };
    return number(job, "job-state", IPP_JSTATE_PENDING) == IPP_JSTATE_COMPLETED && !says("job-completed-with-errors") && !says("aborted-by-system");
}

std::vector<std::string> names_of_finished(ipp_t* jobs) {
    std::vector<std::string> names;
    std::string name;
    bool completed = false, errors = false;
    const auto end_of_job = [&] {
        if (completed && !errors && !name.empty()) names.push_back(name);
        name.clear();
        completed = errors = false;
    };
    for (auto* each = ippFirstAttribute(jobs); each != nullptr; each = ippNextAttribute(jobs)) {
        const std::string_view key = ippGetName(each) != nullptr ? ippGetName(each) : "";
        if (key.empty() || ippGetGroupTag(each) != IPP_TAG_JOB) {
            end_of_job();  // groups are kept apart by an attribute without a name
        } else if (key == "job-name" && ippGetString(each, 0, nullptr) != nullptr) {
            name = ippGetString(each, 0, nullptr);
        } else if (key == "job-state" && ippGetValueTag(each) == IPP_TAG_ENUM) {
            completed = ippGetInteger(each, 0) == IPP_JSTATE_COMPLETED;
        } else if (key == "job-state-reasons") {
            for (int i = 0; i < ippGetCount(each); ++i)
                if (const char* reason = ippGetString(each, i, nullptr)) errors |= reason == std::string_view("job-completed-with-errors") || reason == std::string_view("aborted-by-system");
        }
    }
    end_of_job();
    return names;
}

std::optional<Status> verdict_of(ipp_t* job, ipp_t* printer) {
    const int state = number(job, "job-state", IPP_JSTATE_PENDING);
    if (came_out(job)) return Status{};
    const auto waits = stopping_reason(printer);
    const bool over = state == IPP_JSTATE_COMPLETED || state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED;
    if (!over && state != IPP_JSTATE_STOPPED && waits.empty()) return std::nullopt;
    return Status{Error{Fault::NeedsOperator, "the printer did not print it", "printer." + (waits.empty() ? "broken" : waits)}};
}

Result<Form> form_for(ipp_t* printer) {
    const auto formats = texts(printer, "document-format-supported");
    const auto takes = [&](std::string_view format) { return std::ranges::find(formats, format) != formats.end(); };
    if (takes("application/pdf")) return Form{.format = "application/pdf"};
    if (!takes("image/pwg-raster")) return Error{Fault::Unsupported, "the printer takes neither PDF nor PWG raster", "device.unsupported"};
    Form form{.format = "image/pwg-raster"};
    const auto types = texts(printer, "pwg-raster-document-type-supported");
    form.colour = std::ranges::find(types, "sgray_8") == types.end();
    if (form.colour && std::ranges::find(types, "srgb_8") == types.end()) return Error{Fault::Unsupported, "the printer takes no grey and no colour pages", "device.unsupported"};
    auto* resolutions = ippFindAttribute(printer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
    int best = 0;
    for (int i = 0; resolutions != nullptr && i < ippGetCount(resolutions); ++i) {
        int y = 0;
        ipp_res_t unit{};
        const int x = ippGetResolution(resolutions, i, &y, &unit);
        if (unit == IPP_RES_PER_INCH && x == y && x >= 100 && x <= 1200 && (best == 0 || std::abs(x - 300) < std::abs(best - 300))) best = x;
    }
    if (best > 0) form.dpi = best;
    return form;
}

Error error_of(ipp_status_t status, std::string_view doing, std::string_view detail) {
    const auto context = "could not " + std::string(doing) + ": " + ippErrorString(status) + " " + std::string(detail);
    switch (status) {
        case IPP_STATUS_ERROR_BUSY:
        case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS: return {Fault::Busy, context, "device.busy"};
        case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
        case IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES:
        case IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED:
        case IPP_STATUS_ERROR_FORBIDDEN:
        case IPP_STATUS_ERROR_NOT_AUTHORIZED:
        case IPP_STATUS_ERROR_NOT_AUTHENTICATED: return {Fault::Unsupported, context, "device.unsupported"};
        case IPP_STATUS_ERROR_BAD_REQUEST: return corrupt(context);
        case IPP_STATUS_ERROR_DEVICE: return {Fault::NeedsOperator, context, "printer.broken"};
        default: return {Fault::Gone, context, "device.gone"};
    }
}

}  // namespace loket::drivers::ipp_printer
