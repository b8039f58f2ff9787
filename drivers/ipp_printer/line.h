#pragma once
// One connection to an IPP printer.

#include <cups/http.h>

#include <memory>
#include <mutex>
#include <string>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "drivers/ipp_printer/state.h"

namespace loket::drivers::ipp_printer {

/// Where a printer is, taken apart.
struct Place {
    std::string uri, host, resource;
    int port = 631;
    bool secure = false;
};
/// Unsupported unless it is ipp:// or ipps://.
Result<Place> place_of(const std::string& uri);

/// A request about the printer with whatever every request carries: who asks is the station, never a person.
Ipp request_to(const Place& place, ipp_op_t operation);

/// All from one thread, except `abort`.
class Line {
  public:
    /// Gone when nobody answers within 3 s.
    static Result<std::unique_ptr<Line>> open(const Place& place);

    /// The answer, when its status is a success; else error_of.
    Result<Ipp> ask(Ipp request, const char* doing);
    /// The same with a document behind the request.
    Status send(Ipp request, ByteView document, const char* doing);
    void patience(Millis limit);
    /// From any thread: what is under way fails at once.
    void abort();

  private:
    struct Close {
        void operator()(http_t* http) const { httpClose(http); }
    };
    Line(const Place& place, http_t* http) : place_(place), http_(http) {}

    const Place place_;
    const std::unique_ptr<http_t, Close> http_;
};

}  // namespace loket::drivers::ipp_printer
