#pragma once
// A SAM on a chip of its own, behind any way to a chip (a contact reader through PC/SC). The keys of the cards never leave it; what comes out are
// the keys of one conversation.

#include <functional>
#include <mutex>
#include <optional>

#include "devices/card/sam.h"
#include "devices/card/secured.h"

namespace loket::card {

class ChipSam final : public SecureAccessModule {
  public:
    using Carry = std::function<Result<Bytes>(ByteView)>;
    /// One power-up of the module: has the conversation and lets the power go. Fails as the reader fails.
    using PowerUp = std::function<Status(const std::function<Status(const Carry&)>&)>;

    ChipSam(PowerUp power_up, std::string pin) : power_up_(std::move(power_up)), pin_(std::move(pin)) {}
    ~ChipSam() override;

    /// NeedsOperator "sam.missing" where no module answers, "sam.foreign" for another chip, "sam.pin" for a wrong PIN (which is not tried again by
    /// itself: each try brings the module nearer to its end), "sam.blocked", "sam.no_key" for a purpose it has no keys for; Corrupt for nonsense.
    Result<Conversation> open(const Greeting& greeting) override;
    Status ready() override;
    /// What the module calls itself, once it has been asked anything.
    [[nodiscard]] std::string name() const override;
    [[nodiscard]] bool is_test() const override;

  private:
    Status converse(const std::function<Status(const Carry&)>& conversation);
    Status unlock(const Carry& carry);

    const PowerUp power_up_;
    std::string pin_;
    mutable std::mutex mutex_;
    std::string name_ = "SAM";
    bool test_ = false;
    std::optional<Error> wrong_pin_;
};

}  // namespace loket::card
