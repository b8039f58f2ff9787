#pragma once
// What an office does with a card of the profile, as one conversation over any way to a chip (PC/SC, a printer's station, a card in this process).

#include <functional>

#include "devices/base/random.h"
#include "devices/card/content.h"
#include "devices/card/secured.h"

namespace loket::card {

/// Carries a command to the chip and its answer back, SW1 SW2 at its end. Fails as the reader fails.
using Carry = std::function<Result<Bytes>(ByteView)>;

/// What anybody sees of a card.
struct Sight {
    Life life = Life::Created;
    std::string blanko = {};  ///< only while the card is Locked or Active
};

/// One card from its power-up until it leaves. Every failure ends the conversation; `select` begins a new one.
/// Rejected "card.foreign": not a card of the profile; "card.not_authentic", "card.tampered": see sam.h and secured.h; "card.refused": the chip says
/// no, with its status word; "card.state": not in this state of the card. Else as `carry` fails.
class Terminal {
  public:
    Terminal(Carry carry, SecureAccessModule& sam, Random& random) : carry_(std::move(carry)), sam_(sam), random_(random) {}

    /// SELECT by name: a new conversation begins, in clear.
    Status select();
    /// SELECT, and what anybody may read.
    Result<Sight> look();
    /// Opens a secured conversation for this purpose; says the number of the chip.
    Result<CardNumber> open(Keys keys);
    /// Every file but those that the card gives nobody, in a conversation of any kind.
    Result<CardFiles> read_files(const std::set<File>& kept_back = {});
    /// The fingers that the chip compares itself; empty for a chip that does not.
    Result<std::vector<ChipFinger>> chip_fingers();
    struct Compared {
        bool match = false;
        int tries_left = 0;
    };
    /// VERIFY: the chip compares this finger (compact card format) with its own. Rejected "card.blocked" after too many wrong ones in a row.
    Result<Compared> verify(std::uint8_t reference, ByteView minutiae);
    /// Writes all of a new card and reads it back; leaves it Personalised. In a conversation with Keys::Personalise. May be repeated after any interruption.
    Status write_files(const CardFiles& files);
    /// Personalised to Locked: from now on the chip lets nobody write.
    Status lock() { return simple(instruction::kDeactivate); }
    /// Locked to Active and back, or to the end. In a conversation with Keys::LifeCycle.
    Status activate() { return simple(instruction::kActivate); }
    Status deactivate() { return simple(instruction::kDeactivate); }
    Status terminate() { return simple(instruction::kTerminate); }
    Result<Life> life();

    /// Commands and bytes in both directions so far.
    [[nodiscard]] int commands() const { return commands_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

  private:
    Result<Answer> exchange(Command command);
    Result<Answer> expect(Command command);
    Status simple(std::uint8_t instruction);
    Result<Bytes> read_file(File file);
    Status write_file(File file, ByteView bytes);
    Result<Answer> select_file(File file);

    const Carry carry_;
    SecureAccessModule& sam_;
    Random& random_;
    std::optional<Secured> secured_;
    int commands_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace loket::card
