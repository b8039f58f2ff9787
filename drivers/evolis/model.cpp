#include "drivers/evolis/model.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/random.h"
#include "drivers/evolis/driver.h"

namespace loket::drivers::evolis {
namespace {

constexpr std::uint8_t kOut = 0x01, kIn = 0x82;
constexpr Millis kPanelTime{700};  // of one panel, in real time

/// `Db;y;32;`, ESC included.
constexpr std::string_view kColourHead = "\x1B" "Db;y;32;", kMonoHead = "\x1B" "Db;k;2;";

std::string new_uid(std::uint64_t take) {
    return fmt::format("04{:012x}", mix64(take) >> 16);
}

/// The dots of a panel, one after the other.
class Dots {
  public:
    Dots(const Bytes& data, unsigned bits) : data_(data), bits_(bits) {}
    unsigned next() {
        for (; count_ < bits_; count_ += 8) held_ = held_ << 8 | (at_ < data_.size() ? data_[at_++] : 0U);
        count_ -= bits_;
        return held_ >> count_ & ((1U << bits_) - 1);
    }

  private:
    const Bytes& data_;
    const unsigned bits_;
    std::size_t at_ = 0;
    unsigned held_ = 0, count_ = 0;
};

}  // namespace

Model::Model(model::Scene* scene)
    : description_{.id = {0x0F49, 0x0B00, "Evolis Primacy"},
                   .release = 0x0100,
                   .vendor = "EVOLIS",
                   .product = "Evolis Primacy",
                   .serial = "EMULATED-1",
                   .interfaces = {{.of = kInterface, .endpoints = {{kOut, 2, 64}, {kIn, 2, 64}}}}},
      scene_(scene) {}

void Model::power_up() {
    buffer_.clear();
    answers_.clear();
    panels_.clear();
    back_ = false;
    if (inside_) place_ = Place::Head;
    if (scene_ == nullptr) return;
    feeder_ = kFeeder;
    sides_ = kSides;
}

model::UsbReply Model::setup(const model::UsbSetup& setup, ByteView, std::size_t) {
    if (setup != kSoftReset) return model::UsbReply::stall();
    buffer_.clear();
    answers_.clear();
    return model::UsbReply::done();
}

model::UsbReply Model::out(std::uint8_t endpoint, ByteView bytes) {
    if (endpoint != kOut) return model::UsbReply::stall();
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    work();
    return model::UsbReply::done();
}

model::UsbReply Model::in(std::uint8_t endpoint, std::size_t max) {
    if (endpoint != kIn) return model::UsbReply::stall();
    if (answers_.empty() || std::chrono::steady_clock::now() < busy_until_) return model::UsbReply::later();
    const auto nul = std::find(answers_.begin(), answers_.end(), std::uint8_t{0});
    return model::UsbReply::first_of(answers_, std::min(max, static_cast<std::size_t>(nul - answers_.begin()) + 1));
}

void Model::answer(std::string_view text) {
    answers_.insert(answers_.end(), text.begin(), text.end());
    answers_.push_back(0);
}

/// Panels are as long as their kind says; all other commands end with CR. What comes before ESC is padding.
std::size_t Model::first() const {
    const auto text = as_text(buffer_);
    if (text.starts_with("\x1B" "Db;")) {
        if (text.size() < kColourHead.size()) return 0;
        const bool colour = text.substr(5, 4) == ";32;";
        if (!colour && text.substr(5, 3) != ";2;") return text.find('\r') == std::string_view::npos ? 0 : text.find('\r') + 1;
        const std::size_t size = (colour ? kColourHead.size() + kColourSize : kMonoHead.size() + kMonoSize) + 1;
        return text.size() < size ? 0 : size;
    }
    const auto cr = text.find('\r');
    return cr == std::string_view::npos ? 0 : cr + 1;
}

void Model::work() {
    while (!buffer_.empty()) {
        const auto esc = std::find(buffer_.begin(), buffer_.end(), kEsc);
        buffer_.erase(buffer_.begin(), esc);
        const auto size = first();
        if (size == 0) return;
        const auto text = as_text(ByteView(buffer_).first(size));
        const bool colour = text.starts_with("\x1B" "Db;") && text.substr(5, 4) == ";32;", mono = text.starts_with("\x1B" "Db;") && text.substr(5, 3) == ";2;";
        if (colour || mono) answer(print(text[4], ByteView(buffer_).subspan(colour ? kColourHead.size() : kMonoHead.size(), colour ? kColourSize : kMonoSize)));
        else answer(obey(text.substr(1, size - 2)));
        buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(size));
    }
}

std::string Model::obey(std::string_view text) {
    if (text.starts_with('R')) return read(text);
    if (text == "Si") return feed(Place::Head);
    if (text == "Sic") return feed(Place::Station);
    if (text == "Ss") return inside_ ? "OK" : feed(Place::Head);
    if (text == "Sr" || text == "Sv") {
        if (!inside_) return "ERROR";
        if (text == "Sv") draw();
        back_ = text == "Sv";
        return "OK";
    }
    if (text == "Se") return end();
    if (text == "Ser" || text == "Seb") return reject();
    if (text == "Scs" || text.starts_with("Pem;") || text == "Pr;ymcko") return "OK";
    return text.starts_with('P') ? "ERROR PARAMETRES" : "ERROR CDE";
}

std::string Model::read(std::string_view text) const {
    const auto volts = [](bool on) { return on ? "4,98 Volts" : "0,17 Volts"; };
    if (text == "Rtp") return "Evolis Primacy";
    if (text == "Rsn") return "EMULATED-1";
    if (text == "Rfv") return "1107";
    if (text == "Rlr;p") return place_ == Place::Nowhere ? "OK" : place_ == Place::Head ? "CARD" : "CONTACTLESS CARD";
    if (text == "Rlr;h") return reject_full_ ? "CARD" : "NO CARD";
    if (text == "Rse;o") return volts(!cover_open_);
    if (text == "Rse;f") return volts(feeder_ > 0);
    if (text == "Rrt;qty") return std::to_string(kSides);
    if (text == "Rrt;count") return sides_ > 0 ? std::to_string(sides_) : "ERR RIB DETECTION";
    if (text == "Rco;c") return std::to_string(fed_);
    return "ERROR PARAMETRES";
}

const char* Model::cannot_move() const { return cover_open_ ? "COVER OPEN" : jammed_ ? "CARD JAM" : nullptr; }

std::string Model::feed(Place to) {
    if (const auto* why = cannot_move()) return why;
    if (!inside_) {
        if (feeder_ == 0) return "FEEDER EMPTY";
        --feeder_;
        ++fed_;
        inside_ = Card{.uid = new_uid(scene_ != nullptr ? scene_->next_take("evolis") : static_cast<std::uint64_t>(fed_)), .front = {}, .back = {}};
        if (scene_ != nullptr) scene_->store_card({.uid = inside_->uid});
    }
    place_ = to;
    if (scene_ != nullptr) scene_->place_card(to == Place::Station ? inside_->uid : "");
    return "OK";
}

/// A panel is printed while the next one comes, so that is when it goes wrong.
std::string Model::print(char panel, ByteView data) {
    if (!inside_) return "ERROR";
    if (const auto* why = cannot_move()) return why;
    if (sides_ == 0) return "ERROR RIBBON";
    if (jam_) {
        jam_ = false;
        jammed_ = true;
        return "CARD JAM";
    }
    panels_[panel] = {data.begin(), data.end()};
    if (scene_ != nullptr && scene_->real_time()) busy_until_ = std::chrono::steady_clock::now() + kPanelTime;
    return "OK";
}

/// What lies on the card when the panels of this side went over it; without overlay it is not finished.
void Model::draw() {
    if (!inside_ || !panels_.contains('o')) return panels_.clear();
    Dots yellow(panels_['y'], 5), magenta(panels_['m'], 5), cyan(panels_['c'], 5), black(panels_['k'], 1);
    RgbaImage side(kLines, kDots, 300);
    const auto dye = [](unsigned level) { return static_cast<std::uint8_t>(level * 255 / (kLevels - 1)); };
    for (int line = 0; line < kLines; ++line)
        for (int dot = 0; dot < kDots; ++dot)
            kHead.draw(side, line, dot, {.yellow = dye(yellow.next()), .magenta = dye(magenta.next()), .cyan = dye(cyan.next()), .resin = black.next() != 0});
    (back_ ? inside_->back : inside_->front) = std::move(side);
    panels_.clear();
    --sides_;
}

/// The last panel is printed and the card comes out.
std::string Model::end() {
    if (!inside_) return "ERROR";
    if (const auto* why = cannot_move()) return why;
    draw();
    if (scene_ != nullptr) {
        scene_->place_card(inside_->uid);  // whoever takes it lays it on the reader
        scene_->store_print({.job = {}, .card_uid = inside_->uid, .data_side = kHead.picture_on(inside_->front), .emblem_side = kHead.picture_on(inside_->back)});
    }
    tray_.push_back(std::move(*inside_));
    inside_.reset();
    place_ = Place::Nowhere;
    return "OK";
}

std::string Model::reject() {
    if (const auto* why = cannot_move()) return why;
    if (!inside_) return "ERROR";
    if (reject_full_) return "HOPPER FULL";
    panels_.clear();
    spoiled_.push_back(std::move(*inside_));
    inside_.reset();
    place_ = Place::Nowhere;
    if (scene_ != nullptr) scene_->place_card("");
    return "OK";
}

bool Model::event(std::string_view what) {
    if (what == "reset") power_up();
    else if (what == "cover_open" || what == "cover_closed") cover_open_ = what == "cover_open";
    else if (what == "ribbon_out") sides_ = 0;
    else if (what == "feeder_empty") feeder_ = 0;
    else if (what == "jam") jam_ = true;
    else if (what == "reject_full") reject_full_ = true;
    else if (what == "repaired") {
        cover_open_ = jam_ = reject_full_ = false;
        feeder_ = kFeeder;
        sides_ = kSides;
        if (std::exchange(jammed_, false) && inside_) {
            spoiled_.push_back(std::move(*inside_));
            inside_.reset();
            place_ = Place::Nowhere;
        }
    } else return false;
    return true;
}

std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene) { return std::make_unique<Model>(&scene); }

}  // namespace loket::drivers::evolis
