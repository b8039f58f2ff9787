#pragma once
// The contactless station on a card's way through a printer. Its coupler is an ordinary reader of this place; what tells it from a reader on the
// desk is that it sees another card after the printer moved one there.

#include <functional>
#include <stop_token>
#include <string>

#include "devices/model/request.h"

namespace loket::model {

/// Has this request on the card reader of this place: the UID of its card. Fails as reader and request do; Gone "device.none" without a reader.
using StationReader = std::function<Result<std::string>(ApduRequest, std::stop_token)>;

/// One card's stop there. Not thread-safe.
class Station {
  public:
    explicit Station(StationReader reader) : reader_(std::move(reader)) {}

    /// Before the printer moves: the card that lies there now is not the one that it brings. With a chip `to_encode` NeedsOperator
    /// "printer.no_station" where the reader does not answer: no blank is fed in vain. Else fails only when stopped.
    Status look(bool to_encode, const std::stop_token& stop);
    /// The card is there. Nothing to encode: its UID, empty where the reader sees no new card. Else the conversation; a card that slips out of the
    /// field is tried once more. NeedsOperator "printer.chip_error" where there is no chip, or it was not encoded; Cancelled.
    Result<CardPrintOutcome> meet(const ApduTalk& encode, const std::stop_token& stop);

  private:
    Result<std::string> encode_once(const ApduTalk& encode, const std::stop_token& stop, bool& slipped) const;

    const StationReader reader_;
    std::string before_;  // UID of the card that was there already
};

}  // namespace loket::model
