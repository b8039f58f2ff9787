#pragma once
// What a device is: straight-line blocking code on its own thread, behind one interface for every kind.

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "devices/model/request.h"

namespace loket::model {

enum class Kind : std::uint8_t { FingerScanner, IrisScanner, Camera, SignaturePad, CardPrinter, CardReader, ReceiptPrinter, DocumentCamera, PaperPrinter, Headset, CodeReader, Keypad, StatusLight };
std::string_view to_string(Kind kind);

/// Who a device is, as far as it says.
struct Identity {
    std::string driver;  ///< driver id, e.g. "sim_iris"
    std::string vendor, product, serial, firmware;
    bool simulated = false;  ///< shown as *simulasi* wherever the device shows
};

/// A consumable and how much is left of it.
struct Supply {
    std::string name;  ///< IPP marker name: "ribbon", "blanko", "film", "cleaning", "paper"
    int percent = 100;
    int units = -1;    ///< pieces left where the device counts them, else -1
};

/// Printer-state-reasons of RFC 8011 where they exist, else a word of the same form: "media-empty", "cover-open", "offline".
struct Health {
    bool ready = true;
    std::vector<std::string> reasons;
    std::vector<Supply> supplies;
};

/// Immutable outcome of one request.
struct Outcome {
    Content content;
    Identity device;
    Instant at;
};

/// What a device tells while it works. Called on the device's thread; implementations only enqueue.
class Sink {
  public:
    virtual ~Sink() = default;
    /// A preview picture for the screen. May be dropped when the screen is behind.
    virtual void preview(const RgbaImage& frame) = 0;
    /// Coaching: a key of the string tables ("finger.press_harder", "iris.closer", "face.look_here").
    virtual void hint(std::string_view code) = 0;
    /// 0–100 of a job that takes time.
    virtual void progress(int percent) = 0;
};

/// One open or openable box. Not thread-safe: all calls come from the session's thread.
///
/// Failures of `perform`: Rejected = the person can put it right (code says with which words); NeedsOperator = a trained
/// person must act (code = the state reason, "printer.media-empty"); Gone = unplugged; TimedOut; Cancelled within 100 ms of
/// the stop request; Corrupt = the box talks nonsense; Unsupported = not a request of this kind.
class Device {
  public:
    virtual ~Device() = default;
    virtual Status open() = 0;
    virtual Result<Content> perform(const Request& request, Sink& sink, std::stop_token stop) = 0;
    virtual Health health() = 0;
    [[nodiscard]] virtual Identity identity() const = 0;
    virtual void close() = 0;
};

}  // namespace loket::model
