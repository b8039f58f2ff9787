#pragma once
// The induk's door: decides on what stations propose, tells them what was written, takes new ones in.

#include <memory>
#include <optional>

#include "kiosk/app/core/core_thread.h"
#include "kiosk/app/lan/finding.h"
#include "kiosk/app/lan/place.h"
#include "kiosk/app/lan/version_shelf.h"

namespace loket::app {

/// The code on the induk's screen.
struct PairingCode {
    std::string written;  ///< 32 characters in fours
    Instant until{};
};

/// Safe from any thread. `core` and `clock` outlive it.
class Induk {
  public:
    static Result<std::unique_ptr<Induk>> start(CoreThread& core, const Clock& clock, const LanPlace& place, const std::filesystem::path& folder, const std::optional<OnNetwork>& network);
    ~Induk();
    [[nodiscard]] std::uint16_t port() const;
    /// A code that lets one machine in, once, for ten minutes; the one before it is void.
    Result<PairingCode> new_code();
    /// Nothing where none is open.
    [[nodiscard]] std::optional<PairingCode> code() const;
    /// Everybody, and how far each has come. Blocks for a moment: not for the ui thread.
    [[nodiscard]] lan::Members members();
    /// What it has for its stations of the appliance itself.
    [[nodiscard]] VersionShelf& versions();
    /// Another machine has become the induk: nothing is taken here any more.
    [[nodiscard]] bool deposed() const;

  private:
    struct State;
    explicit Induk(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace loket::app
