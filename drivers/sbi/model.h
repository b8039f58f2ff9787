#pragma once
// An emulated service of the Secure Biometric Interface: devices behind a port of this machine that see the person of the scene.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/model/address_model.h"
#include "devices/model/scene.h"
#include "drivers/sbi/ports.h"

namespace loket::drivers::sbi {

class Service;

/// Several devices may share a service. Words: "reset"; "silent" hears and does not answer, "slow" answers late, "garbage" (JSON cut in
/// half), "stream_closed" (the preview ends after a picture), "stubborn" (a capture goes on when nobody listens any more), "busy",
/// "not_ready", "nobody" (error 701); "expired", "foreign" (certificates), "tampered" (changed after it was signed), "wrong_hash",
/// "truncated" (record), "wsq" (says WSQ and is none), "swapped" (two fingers under each other's name), "stale" (an hour old), "replayed"
/// (of the transaction before), "staging" (made for tests).
class Box final : public model::AddressModel {
  public:
    /// On the first free port of the range; port 0 is any.
    Box(model::Scene& scene, const std::vector<model::Kind>& kinds, int first_port = 0, int last_port = 0);
    ~Box() override;
    Box(const Box&) = delete;
    Box& operator=(const Box&) = delete;

    /// Of its first device, known to this process alone.
    [[nodiscard]] std::string address() const override { return address_; }
    [[nodiscard]] Place place(std::size_t device = 0) const;
    void unplug() override;
    void plug() override;
    bool event(std::string_view what) override;
    /// Bytes of each answer on its way out, header and all: tests change them.
    void meddle(std::function<void(std::string&)> with);

  private:
    std::shared_ptr<Service> service_;
    std::string address_;
};

/// Where the emulated device of an address is, and who vouches for it (PEM).
struct EmulatedPlace {
    Place place;
    std::string authority;
};
std::optional<EmulatedPlace> emulated_place(const std::string& address);

}  // namespace loket::drivers::sbi
