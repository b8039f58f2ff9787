#include "kiosk/ui/field_model.h"

#include "devices/base/secret.h"
#include "kiosk/ui/utf8.h"

namespace loket::ui {

namespace {

bool ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool acceptable(Accept accept, char32_t c) {
    switch (accept) {
        case Accept::Digits:
            return c >= '0' && c <= '9';
        case Accept::Name:
            return ascii_letter(c) || c == ' ' || c == '\'' || c == '-' || c == '.' || c == ',' ||
                   (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7);
        default:
            return c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && c != 0xFFFD;
    }
}

std::string shaped(Accept accept, std::string_view piece) {
    std::string out(piece);
    if ((accept == Accept::Name || accept == Accept::Upper) && out.size() == 1 && out[0] >= 'a' &&
        out[0] <= 'z')
        out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

}  // namespace

FieldModel::FieldModel(Accept accept, std::size_t limit, std::string text) : accept_(accept), limit_(limit) {
    set(text);
}

bool FieldModel::full() const { return char_count(text_) >= limit_; }

bool FieldModel::insert(std::string_view utf8) {
    bool changed = false;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t start = at;
        const char32_t c = next_char(utf8, at);
        if (!acceptable(accept_, c) || full()) continue;
        const std::string piece = shaped(accept_, utf8.substr(start, at - start));
        text_.insert(caret_, piece);
        caret_ += piece.size();
        changed = true;
    }
    return changed;
}

bool FieldModel::backspace() {
    if (caret_ == 0) return false;
    const std::size_t start = previous_char(text_, caret_);
    text_.erase(start, caret_ - start);
    caret_ = start;
    return true;
}

bool FieldModel::clear() {
    const bool changed = !text_.empty();
    zeroise(text_);
    caret_ = 0;
    return changed;
}

bool FieldModel::edit(Key key) {
    switch (key) {
        case Key::Backspace:
            backspace();
            return true;
        case Key::Delete:
            if (caret_ < text_.size()) {
                next_char(text_, caret_);
                backspace();
            }
            return true;
        case Key::Left:
            caret_ = previous_char(text_, caret_);
            return true;
        case Key::Right:
            if (caret_ < text_.size()) next_char(text_, caret_);
            return true;
        case Key::Home:
            caret_ = 0;
            return true;
        case Key::End:
            caret_ = text_.size();
            return true;
        default:
            return false;
    }
}

void FieldModel::set(std::string_view utf8) {
    clear();
    insert(utf8);
}

}  // namespace loket::ui
