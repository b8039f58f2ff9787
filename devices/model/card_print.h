#pragma once
// What all card printers have in common: which jobs they take, and what ink a picture needs at each dot.

#include <deque>
#include <string>

#include "devices/base/image.h"
#include "devices/base/result.h"
#include "devices/model/request.h"

namespace loket::model {

inline constexpr int kCardWidth = 1011, kCardHeight = 638;  ///< of a side at 300 dpi (ID-1)

/// The jobs that a printer has finished. Outlives openings, not the attachment.
class CardJobs {
  public:
    /// Unsupported without id or with a side of another size (the emblem side may be empty); Rejected "printer.job_repeated".
    [[nodiscard]] Status accept(const CardPrintRequest& job) const;
    void printed(const std::string& job);

  private:
    std::deque<std::string> printed_;  // oldest first
};

/// Ink on one dot: 255 is all there is. Resin stands alone.
struct CardInk {
    std::uint8_t yellow = 0, magenta = 0, cyan = 0;
    bool resin = false;
};

/// The head of a printer: it passes over the card in `lines` from its left edge to its right, each of `dots` from its lower edge to its upper.
struct CardHead {
    int lines = 0, dots = 0;

    /// The picture lies in the middle of the card; transparent and white get no ink, what is nearly black in all colours gets resin.
    [[nodiscard]] CardInk ink(const RgbaImage& side, int line, int dot) const;
    /// The other way round, for emulated printers: what the card looks like there (`card` is lines x dots).
    void draw(RgbaImage& card, int line, int dot, const CardInk& ink) const;
    /// The part of a printed card where the picture lay.
    [[nodiscard]] RgbaImage picture_on(const RgbaImage& card) const;
};

}  // namespace loket::model
