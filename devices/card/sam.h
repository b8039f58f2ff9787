#pragma once
// The secure access module: the only place that knows the keys of the office's cards. Readers ask it to open a conversation; keys never leave it.
// The module of a real office is a chip of its own behind PC/SC; what ships here works with keys that the project made up, and says so.

#include <map>
#include <memory>
#include <string>

#include "devices/base/result.h"
#include "devices/card/aes.h"
#include "devices/card/profile.h"

namespace loket::card {

/// Keys of one conversation, Amendment D clause 6.2.1.
struct SessionKeys {
    Key enc{}, mac{}, rmac{};
};

using Challenge = std::array<std::uint8_t, kChallengeSize>;
using Cryptogram = std::array<std::uint8_t, kChallengeSize>;

/// What a card said to INITIALIZE UPDATE, with the challenge that it answered.
struct Greeting {
    CardNumber number{};
    Keys keys = Keys::Read;
    Challenge host{}, card{};
    Cryptogram cryptogram{};
};

struct Conversation {
    SessionKeys keys;
    Cryptogram cryptogram{};  ///< of the host, for EXTERNAL AUTHENTICATE
};

class SecureAccessModule {
  public:
    virtual ~SecureAccessModule() = default;
    /// Checks that the card knows the keys of its number and says what the reader must know to go on.
    /// Rejected "card.not_authentic" where it does not; else as the module fails ("sam.missing").
    virtual Result<Conversation> open(const Greeting& greeting) = 0;
    /// Whether it would answer now: asked before a blank is spent. NeedsOperator as `open`.
    virtual Status ready() { return {}; }
    /// What a screen says it is.
    [[nodiscard]] virtual std::string name() const = 0;
    /// Made for tests and demonstrations: no card of it is worth anything.
    [[nodiscard]] virtual bool is_test() const = 0;
};

/// Not a secret: a card made with it is a specimen.
inline constexpr Key kTestMaster{'L', 'o', 'k', 'e', 't', ' ', 't', 'e', 's', 't', ' ', 'k', 'e', 'y', ' ', '2'};

/// A module in this process. Keys of each chip are derived from one master key (NXP AN10922: CMAC over a label, the key version and the number).
class TestSam final : public SecureAccessModule {
  public:
    /// With the project's own test key.
    TestSam();
    explicit TestSam(const Key& master) : master_(master) {}
    Result<Conversation> open(const Greeting& greeting) override;
    [[nodiscard]] std::string name() const override { return "Loket test SAM"; }
    [[nodiscard]] bool is_test() const override { return true; }
    /// What the factory puts into a blank card. A real module has no such door.
    [[nodiscard]] StaticKeys keys_for(const CardNumber& number, Keys version) const;
    [[nodiscard]] std::map<Keys, StaticKeys> factory_keys(const CardNumber& number) const;

  private:
    Key master_;
};

/// `length` 8 or 16 bytes of NIST SP 800-108 in counter mode with CMAC, as Amendment D clause 4.1.5 lays it out.
Bytes derive_scp03(const Key& key, std::uint8_t constant, std::size_t length, ByteView context);

}  // namespace loket::card
