#pragma once
// What a person has typed so far, wherever the characters come from: keypad, screen keyboard, real keyboard.

#include <cstddef>
#include <string>
#include <string_view>

#include "kiosk/ui/input.h"

namespace loket::ui {

/// Which characters a field takes; others are ignored without a sound.
enum class Accept : unsigned char {
    Digits,
    Name,   ///< letters of any alphabet, space, apostrophe, hyphen, period, comma; turned into capitals
    Upper,  ///< anything printable, ASCII letters turned into capitals
    Any,    ///< anything printable
};

/// Text with a caret. The screen keeps it; widgets change it.
class FieldModel {
  public:
    explicit FieldModel(Accept accept = Accept::Any, std::size_t limit = 64, std::string text = {});

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::size_t caret() const { return caret_; }  ///< byte offset
    [[nodiscard]] std::size_t limit() const { return limit_; }  ///< characters
    [[nodiscard]] bool full() const;

    /// Inserts the acceptable characters at the caret until the limit; true if the text changed.
    bool insert(std::string_view utf8);
    bool backspace();
    bool clear();
    /// Editing keys of a real keyboard; true if the key was one.
    bool edit(Key key);
    /// Replaces everything, with the same filter, caret at the end.
    void set(std::string_view utf8);

  private:
    Accept accept_;
    std::size_t limit_;
    std::string text_;
    std::size_t caret_ = 0;
};

}  // namespace loket::ui
