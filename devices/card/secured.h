#pragma once
// The reader's side of the secured conversation (GlobalPlatform Amendment D, SCP03): every command is encrypted and signed, every answer too.

#include "devices/base/result.h"
#include "devices/card/apdu.h"
#include "devices/card/sam.h"

namespace loket::card {

/// Data and status word of an answer.
struct Answer {
    Bytes data = {};
    Sw status = Sw::Ok;
    [[nodiscard]] bool ok() const { return status == Sw::Ok; }
};
/// Corrupt for less than a status word.
Result<Answer> parse_answer(ByteView bytes);

/// Wraps commands and unwraps answers of one conversation, in turn. After the first answer that does not fit, all fail.
class Secured {
  public:
    explicit Secured(const SessionKeys& keys) : keys_(keys) {}
    ~Secured();
    /// EXTERNAL AUTHENTICATE: signed, but not encrypted. The first command.
    Command authenticate(const Cryptogram& host);
    Command wrap(Command command);
    /// Rejected "card.tampered" where the signature is wrong or missing: somebody sits between reader and card.
    Result<Answer> unwrap(ByteView answer);

  private:
    [[nodiscard]] Block vector(bool of_answer) const;
    Command sign(Command command);

    SessionKeys keys_;
    Block chain_{};
    std::uint32_t count_ = 0;
    bool broken_ = false;
};

}  // namespace loket::card
