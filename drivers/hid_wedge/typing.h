#pragma once
// What a code reader types, made into codes: pure functions on key strokes (linux/input-event-codes.h).

#include <optional>
#include <string>
#include <string_view>

#include "devices/base/result.h"
#include "devices/evdev/node.h"
#include "devices/model/driver.h"

namespace loket::drivers::hid_wedge {

/// Which characters the keys of a keyboard are.
struct Layout {
    std::string_view name;
    /// Rows of keys from the left, as they are and with shift: 1 …, Q …, A …, the key left of Y or Z up to the one left of the right shift.
    std::u32string_view digits, digits_shift, upper, upper_shift, home, home_shift, lower, lower_shift;
    char32_t extra = 0, extra_shift = 0;  ///< the key beside the left shift (KEY_102ND)
};
/// "us", what readers are delivered with, or "de"; null for a name that we do not have.
const Layout* layout_named(std::string_view name);
/// The character of a key, 0 for those that write none.
char32_t character(const Layout& layout, std::uint16_t key, bool shift);

/// Collects strokes until Enter or Tab ends a code. Shift, caps lock, Alt with numbers of the key pad (any character), Ctrl and ] (the
/// separator of GS1) are understood.
class Typing {
  public:
    static constexpr std::size_t kMost = 7089;  ///< digits of the largest QR code (ISO/IEC 18004 table 7)

    explicit Typing(const Layout& layout) : layout_(layout) {}
    /// A code when this stroke was the end of one; Rejected "scan.unclear" when strokes of it were lost or there were too many.
    std::optional<Result<std::string>> push(const evdev::Event& event);
    /// Some of a code is here, not all.
    [[nodiscard]] bool begun() const { return !text_.empty() || spoilt_; }
    /// Forgets it: no more came.
    void give_up();

  private:
    void modify(std::uint16_t key, bool down);
    void type(std::uint16_t key);
    void add(char32_t character);
    std::optional<Result<std::string>> finish();

    const Layout& layout_;
    std::string text_, alt_digits_;
    bool shift_left_ = false, shift_right_ = false, caps_ = false, control_ = false, alt_ = false;
    bool spoilt_ = false, lost_ = false;  // lost: up to the next report what comes is to be left out
};

/// Is this node a code reader? By the maker, or a name that says so; where the station names its reader ("hid_wedge.name": part of the
/// name, or the address), that one alone. A keyboard that nobody named is none.
bool is_reader(const evdev::Seen& node, const model::Settings& settings);

}  // namespace loket::drivers::hid_wedge
