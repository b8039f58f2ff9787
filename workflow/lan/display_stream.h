#pragma once
// What the public display shows, as a stream of server-sent events (text/event-stream, HTML Living Standard 9.2). Ticket numbers and
// counters, never names. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::lan {

/// GET, with the caller's certificate. `Last-Event-ID`: what the caller shows already.
inline constexpr std::string_view kDisplayCall = "/sse/display";
/// The role of a machine that only shows numbers: it is given this stream and nothing else of the office.
inline constexpr std::string_view kDisplayRole = "layar";

struct DisplayState {
    struct Call {
        std::string number, loket;  ///< "A-023", "2": at most 16 bytes each, printable ASCII
        Instant at{};
        bool operator==(const Call&) const = default;
    };
    std::vector<Call> calls;  ///< newest first, at most kMostCalls
    int waiting = 0;
    bool operator==(const DisplayState&) const = default;
};
inline constexpr std::size_t kMostCalls = 16;

/// "id: …\ndata: {…}\n\n". Numbers that break the shape are left out.
std::string display_event(const DisplayState& state, const std::string& id);
/// Says nothing but that the line stands.
inline constexpr std::string_view kHeartbeat = ":\n\n";
/// `Corrupt` for what display_event does not write.
Result<DisplayState> read_display(std::string_view data);

/// Puts lines together as they come in. Fields other than `id` and `data` are passed over.
class EventReader {
  public:
    struct Event {
        std::string id, data;
    };
    /// The events that are whole now. `Corrupt` for an event of more than 64 KB: the stream is of no use any more.
    Result<std::vector<Event>> take(std::string_view bytes);

  private:
    void take_line(std::string_view line, std::vector<Event>& out);
    std::string rest_;
    Event event_;
    bool has_data_ = false;
};

}  // namespace loket::lan
