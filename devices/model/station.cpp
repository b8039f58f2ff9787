#include "devices/model/station.h"

#include <atomic>
#include <memory>

#include "devices/base/log.h"

namespace loket::model {
namespace {

constexpr Millis kUntilSeen{2000};  // pcscd looks for cards about twice a second

/// A reader that answers, whatever lies on it.
bool answers(const Error& error) { return error.fault == Fault::Rejected; }

}  // namespace

Status Station::look(bool to_encode, const std::stop_token& stop) {
    before_.clear();
    if (!reader_) return {};
    const auto seen = reader_({}, stop);
    if (!seen && seen.error().fault == Fault::Cancelled) return seen.error();
    if (!seen && to_encode && !answers(seen.error())) return Error{Fault::NeedsOperator, "the reader at the contactless station: " + seen.error().context, "printer.no_station"};
    if (seen) before_ = *seen;
    return {};
}

/// What may outlive this call owns all it touches.
Result<std::string> Station::encode_once(const ApduTalk& encode, const std::stop_token& stop, bool& slipped) const {
    const auto judged = std::make_shared<std::atomic<bool>>(false);
    ApduRequest ask{.commands = {}, .patience = kUntilSeen};
    ask.talk = [encode, judged, before = before_](const std::string& uid, const ApduCarry& carry) -> Status {
        if (uid.empty() || uid == before) return rejected("card.other", "the reader does not see the card that the printer brought");
        bool lost = false;
        const auto done = encode(uid, [&](ByteView command) {
            auto answer = carry(command);
            lost = lost || !answer;
            return answer;
        });
        *judged = !lost;
        return done;
    };
    auto uid = reader_(std::move(ask), stop);
    slipped = !*judged;
    return uid;
}

Result<CardPrintOutcome> Station::meet(const ApduTalk& encode, const std::stop_token& stop) {
    if (!reader_) return CardPrintOutcome{};
    if (!encode) {
        const auto seen = reader_({}, stop);
        if (!seen && seen.error().fault == Fault::Cancelled) return seen.error();
        return CardPrintOutcome{.card_uid = seen && *seen != before_ ? *seen : std::string()};
    }
    bool slipped = false;
    auto uid = encode_once(encode, stop, slipped);
    if (!uid && slipped && uid.error().fault != Fault::Cancelled) uid = encode_once(encode, stop, slipped);
    if (uid) return CardPrintOutcome{.card_uid = *uid, .encoded = true};
    if (uid.error().fault == Fault::Cancelled) return uid.error();
    log::warn("the chip was not written at the printer's station: {} ({})", uid.error().context, uid.error().code);
    return Error{Fault::NeedsOperator, "the chip was not written: " + uid.error().context, "printer.chip_error"};
}

}  // namespace loket::model
