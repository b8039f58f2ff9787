#pragma once
// What a printer and a job say of themselves, as pure functions on IPP attributes (RFC 8011; supplies: PWG 5100.9).

#include <cups/ipp.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/model/device.h"

namespace loket::drivers::ipp_printer {

struct IppDelete {
    void operator()(ipp_t* message) const { ippDelete(message); }
};
using Ipp = std::unique_ptr<ipp_t, IppDelete>;

/// All values of a text attribute; empty where it is missing.
std::vector<std::string> texts(ipp_t* message, const char* name);
std::string text(ipp_t* message, const char* name);
int number(ipp_t* message, const char* name, int otherwise);

/// A reason in the words of the house, without its severity; empty for those that stop nobody ("none", reports, what we do not show).
/// "-warning" and "-report" are told but do not stop (RFC 8011, 5.4.12).
struct Reason {
    std::string name;
    bool stops = false;
};
Reason reason_of(std::string_view keyword);

/// How the printer is: not ready when a reason stops it or it is stopped. Supplies: paper (as far as its reasons say) and markers.
model::Health health_of(ipp_t* printer);
/// The first reason that stops it; empty when none does.
std::string stopping_reason(ipp_t* printer);

/// Completed, without errors among its reasons.
bool came_out(ipp_t* job);
/// Names of the jobs of a Get-Jobs answer (RFC 8011, 4.2.6) that came out.
std::vector<std::string> names_of_finished(ipp_t* jobs);
/// What became of a job. Nothing while it is under way. Completed is success only without errors among its reasons.
std::optional<Status> verdict_of(ipp_t* job, ipp_t* printer);

/// In which form to send a letter: as PDF, else as pictures of its pages (PWG raster), at this resolution, in grey or colour.
struct Form {
    const char* format = nullptr;
    int dpi = 300;
    bool colour = false;
};
/// Unsupported when it takes neither.
Result<Form> form_for(ipp_t* printer);

/// The error behind an IPP status; `doing` completes "could not …". For failures only.
Error error_of(ipp_status_t status, std::string_view doing, std::string_view detail);

}  // namespace loket::drivers::ipp_printer
