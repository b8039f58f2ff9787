#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "devices/runtime/recording.h"

namespace loket::runtime {
namespace {

constexpr std::size_t kShortestRun = 6;
constexpr std::size_t kMostBytes = 1u << 24;  // in one answer

constexpr Fault kFaults[] = {Fault::Cancelled, Fault::TimedOut,    Fault::Gone,        Fault::Busy,    Fault::Rejected,
                             Fault::NeedsOperator, Fault::Corrupt, Fault::Unsupported, Fault::Internal};

void put_bytes(std::string& to, ByteView bytes) {
    if (bytes.empty()) to += " -";
    bool fresh = true;  // the next bytes begin a word
    for (std::size_t i = 0; i < bytes.size();) {
        const auto end = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(i), bytes.end(), [&](auto b) { return b != bytes[i]; });
        const auto run = static_cast<std::size_t>(end - bytes.begin()) - i;
        if (run >= kShortestRun) {
            fmt::format_to(std::back_inserter(to), " {:02x}*{}", bytes[i], run);
            i += run;
            fresh = true;
        } else {
            fmt::format_to(std::back_inserter(to), "{}{:02x}", fresh ? " " : "", bytes[i++]);
            fresh = false;
        }
    }
}

/// A box may call itself anything; what would end the text or the line becomes something like it.
std::string quoted(std::string name) {
    std::replace(name.begin(), name.end(), '"', '\'');
    std::replace_if(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return '"' + name + '"';
}

void put_box(std::string& to, const model::UsbBox& box) {
    fmt::format_to(std::back_inserter(to), "< {:04x}:{:04x} {:04x} {} {:02x} {:02x} {:02x} {} {} {}\n", box.vendor_id, box.product_id, box.release, box.interface,
                   box.bulk_in, box.bulk_out, box.interrupt_in, quoted(box.vendor), quoted(box.product), quoted(box.serial));
}

void put_question(std::string& to, const Step& step) {
    fmt::format_to(std::back_inserter(to), "> {:02x}", step.endpoint);
    if (step.endpoint == 0)
        fmt::format_to(std::back_inserter(to), " {:02x} {:02x} {:04x} {:04x}", step.setup.type, step.setup.request, step.setup.value, step.setup.index);
    if (step.max > 0) fmt::format_to(std::back_inserter(to), " max {}", step.max);
    if (!step.out.empty()) {
        to += " out";
        put_bytes(to, step.out);
    }
    to += "\n";
}

/// The words of one line; text in double quotes is one word.
class Words {
  public:
    explicit Words(std::string_view line) : rest_(line) { skip(); }
    [[nodiscard]] bool done() const { return rest_.empty(); }
    [[nodiscard]] bool ok() const { return ok_; }
    std::string_view next() {
        if (done()) return fail();
        std::string_view word;
        if (rest_.front() == '"') {
            const auto end = rest_.find('"', 1);
            if (end == std::string_view::npos) return fail();
            word = rest_.substr(1, end - 1);
            rest_.remove_prefix(end + 1);
        } else {
            word = rest_.substr(0, rest_.find(' '));
            rest_.remove_prefix(word.size());
        }
        skip();
        return word;
    }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        skip();
        return true;
    }
    /// A word in double quotes; nothing else is one.
    std::string_view text() { return rest_.starts_with('"') ? next() : fail(); }
    template <class Number>
    void read(Number& to, int base = 16) {
        const auto word = next();
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), to, base);
        if (error != std::errc{} || end != word.data() + word.size()) fail();
    }
    std::string_view fail() {
        ok_ = false;
        rest_ = {};
        return {};
    }

  private:
    void skip() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }
    std::string_view rest_;
    bool ok_ = true;
};

Bytes read_bytes(Words& words) {
    Bytes bytes;
    if (words.take("-")) return bytes;
    while (!words.done()) {
        auto word = words.next();
        std::size_t times = 1;
        if (const auto star = word.find('*'); star != std::string_view::npos) {
            const auto count = word.substr(star + 1);
            const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), times);
            if (error != std::errc{} || end != count.data() + count.size()) words.fail();
            word = word.substr(0, star);
        }
        const auto part = from_hex(word);
        if (!part || part->empty() || times > kMostBytes / part->size() || bytes.size() + part->size() * times > kMostBytes) {
            words.fail();
            break;
        }
        for (std::size_t i = 0; i < times; ++i) bytes.insert(bytes.end(), part->begin(), part->end());
    }
    return bytes;
}

model::UsbBox read_box(Words& words) {
    model::UsbBox box;
    const auto ids = words.next();
    Words vendor(ids.substr(0, ids.find(':')));
    Words product(ids.find(':') == std::string_view::npos ? std::string_view{} : ids.substr(ids.find(':') + 1));
    vendor.read(box.vendor_id);
    product.read(box.product_id);
    if (!vendor.ok() || !product.ok()) words.fail();
    words.read(box.release);
    words.read(box.interface, 10);
    words.read(box.bulk_in);
    words.read(box.bulk_out);
    words.read(box.interrupt_in);
    box.vendor = words.text();
    box.product = words.text();
    box.serial = words.text();
    return box;
}

Step read_question(Words& words) {
    Step step;
    if (words.take("open")) {
        step.opening = true;
        return step;
    }
    words.read(step.endpoint);
    if (step.endpoint == 0) {
        words.read(step.setup.type);
        words.read(step.setup.request);
        words.read(step.setup.value);
        words.read(step.setup.index);
    }
    if (words.take("max")) words.read(step.max, 10);
    if (words.take("out")) step.out = read_bytes(words);
    return step;
}

void read_answer(Words& words, Step& step) {
    if (step.opening) step.box = read_box(words);
    else step.answer = read_bytes(words);
}

void read_failure(Words& words, Step& step) {
    const auto name = words.next();
    for (const auto each : kFaults) {
        if (to_string(each) == name) {
            step.answer = Error{each, "as recorded"};
            return;
        }
    }
    words.fail();
}

}  // namespace

std::string to_text(const Recording& recording) {
    std::string text;
    for (const auto& step : recording) {
        step.opening ? void(text += "> open\n") : put_question(text, step);
        if (!step.answer) {
            fmt::format_to(std::back_inserter(text), "! {}\n", to_string(step.answer.error().fault));
        } else if (step.opening) {
            put_box(text, step.box);
        } else {
            text += "<";
            put_bytes(text, *step.answer);
            text += "\n";
        }
    }
    return text;
}

Result<Recording> parse_recording(std::string_view text) {
    Recording recording;
    bool answered = true;
    for (int number = 1; !text.empty(); ++number) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        Words words(line.substr(1));
        const bool asks = line.front() == '>';
        if (asks != answered || std::string_view("><!").find(line.front()) == std::string_view::npos) return corrupt(fmt::format("line {}: out of place", number));
        if (asks) recording.push_back(read_question(words));
        else line.front() == '<' ? read_answer(words, recording.back()) : read_failure(words, recording.back());
        if (!words.ok() || !words.done()) return corrupt(fmt::format("line {}: not understood", number));
        answered = !asks;
    }
    if (!answered) return corrupt("the last question has no answer");
    return recording;
}

}  // namespace loket::runtime
