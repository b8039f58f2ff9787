#include "drivers/escpos/model.h"

#include <algorithm>

#include "drivers/escpos/driver.h"

namespace loket::drivers::escpos {
namespace {

constexpr std::uint8_t kOut = 0x01, kIn = 0x82;
constexpr std::string_view kDeviceId = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;DES:EPSON TM-T20III;";
constexpr std::size_t kMostQr = 2953;

}  // namespace

Model::Model(model::Scene* scene)
    : description_{.id = kIds[0],
                   .release = 0x0100,
                   .vendor = "EPSON",
                   .product = "TM-T20III",
                   .serial = "EMULATED-1",
                   .interfaces = {{.of = kInterface, .endpoints = {{kOut, 2, 64}, {kIn, 2, 64}}}}},
      scene_(scene) {}

void Model::power_up() {
    buffer_.clear();
    answers_.clear();
    qr_.clear();
    questions_ = 0;
    paper_ = {};
}

model::UsbReply Model::setup(const model::UsbSetup& setup, ByteView, std::size_t max) {
    if (setup == kSoftReset) return power_up(), model::UsbReply::done();
    if (setup == kGetPortStatus) {
        constexpr std::uint8_t kSelected = 0x10, kNoError = 0x08;
        const int paper = sensors_.paper_end ? kPortPaperEmpty : 0;
        return model::UsbReply::done({static_cast<std::uint8_t>(kSelected | paper | (sensors_.reason().empty() ? kNoError : 0))});
    }
    if (setup != kGetDeviceId) return model::UsbReply::stall();
    Bytes id{0, kDeviceId.size() + 2};
    id.insert(id.end(), kDeviceId.begin(), kDeviceId.end());
    id.resize(std::min(id.size(), max));
    return model::UsbReply::done(std::move(id));
}

std::uint8_t Model::status(int n) const {
    int bits = 0x12;
    if (n == 1 && !sensors_.reason().empty()) bits |= 0x08;
    if (n == 2) bits |= (sensors_.cover_open ? 0x04 : 0) | (sensors_.paper_end ? 0x20 : 0) | (sensors_.cutter_stuck || sensors_.broken ? 0x40 : 0);
    if (n == 3) bits |= (sensors_.cutter_stuck ? 0x08 : 0) | (sensors_.broken ? 0x20 : 0);
    if (n == 4) bits |= (sensors_.paper_low ? 0x0C : 0) | (sensors_.paper_end ? 0x60 : 0);
    return static_cast<std::uint8_t>(bits);
}

/// A real-time question is answered on arrival, even by a printer that stands still.
model::UsbReply Model::out(std::uint8_t endpoint, ByteView bytes) {
    if (endpoint != kOut) return model::UsbReply::stall();
    if (bytes.size() == 3 && bytes[0] == kDle && bytes[1] == kEot) {
        answers_.push_back(status(bytes[2]));
        return model::UsbReply::done();
    }
    if (buffer_.size() > kBuffer && !sensors_.reason().empty()) return model::UsbReply::later();
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    work();
    return model::UsbReply::done();
}

model::UsbReply Model::in(std::uint8_t endpoint, std::size_t max) {
    if (endpoint != kIn) return model::UsbReply::stall();
    answer_when_printed();
    if (answers_.empty()) return model::UsbReply::later();
    return model::UsbReply::first_of(answers_, max);
}

void Model::work() {
    while (!buffer_.empty() && sensors_.reason().empty()) {
        const auto done = command();
        if (done == 0) return;
        buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(std::min(done, buffer_.size())));
    }
}

std::size_t Model::command() {
    const auto first = buffer_[0];
    if (first == kEsc) return escape();
    if (first == kGs) return group();
    if (first == kFs) return buffer_.size() < 2 ? 0 : 2;  // FS . and FS &: Kanji off and on
    if (first == kDle) return 3;
    if (first == '\n') paper_.end_line();
    else if (first >= ' ') paper_.character(first);
    return 1;
}

/// ESC @ a E ! t d J 2 3 * and those of one parameter that change nothing here.
std::size_t Model::escape() {
    if (buffer_.size() < 2) return 0;
    if (buffer_[1] == '@') return paper_.initialise(), 2;
    if (buffer_[1] == '2') return paper_.spacing(30), 2;
    if (buffer_.size() < 3) return 0;
    const int n = buffer_[2];
    if (buffer_[1] == '*') {
        constexpr std::size_t kHead = 5;
        const std::size_t size = static_cast<std::size_t>(at(3) | at(4) << 8) * ((n & 0x20) != 0 ? 3 : 1);
        if (buffer_.size() < kHead + size) return 0;
        paper_.columns(ByteView(buffer_).subspan(kHead, size), n);
        return kHead + size;
    }
    switch (buffer_[1]) {
        case 'a': paper_.align(n % '0'); break;
        case 'E': paper_.bold((n & 1) != 0); break;
        case '!':
            paper_.bold((n & 0x08) != 0);
            paper_.magnify((n & 0x20) != 0 ? 2 : 1, (n & 0x10) != 0 ? 2 : 1);
            break;
        case 't': paper_.code_page(n); break;
        case '3': paper_.spacing(n); break;
        case 'J': paper_.feed(n); break;
        case 'd':
            for (int i = 0; i < n; ++i) paper_.end_line();
            break;
        default: break;  // M - G { V …: one parameter, no matter here
    }
    return 3;
}

/// GS ! V r v0 (k and others of one parameter.
std::size_t Model::group() {
    if (buffer_.size() < 3) return 0;
    const int n = buffer_[2];
    switch (buffer_[1]) {
        case '!': return paper_.magnify((n >> 4) + 1, (n & 7) + 1), 3;
        case 'r': return ++questions_, 3;
        case 'V':
            if (n >= 'A' && buffer_.size() < 4) return 0;
            cut();
            return n >= 'A' ? 4 : 3;
        case 'L':
        case 'W':
        case '\\': return buffer_.size() < 4 ? 0 : 4;
        case 'v': {
            constexpr std::size_t kHead = 8;
            if (buffer_.size() < kHead) return 0;
            const int row = at(4) | at(5) << 8, rows = at(6) | at(7) << 8;
            const auto size = static_cast<std::size_t>(row) * static_cast<std::size_t>(rows);
            if (buffer_.size() < kHead + size) return 0;
            paper_.raster(ByteView(buffer_).subspan(kHead, size), row, (at(3) & 1) + 1, (at(3) >> 1 & 1) + 1);
            return kHead + size;
        }
        case '(': return extended();
        default: return 3;
    }
}

/// GS ( x pL pH …: only QR codes (k) mean anything here.
std::size_t Model::extended() {
    constexpr std::size_t kHead = 5;
    if (buffer_.size() < kHead) return 0;
    const std::size_t size = static_cast<std::size_t>(at(3) | at(4) << 8);
    if (buffer_.size() < kHead + size) return 0;
    const auto content = ByteView(buffer_).subspan(kHead, size);
    const bool is_qr = buffer_[2] == 'k' && size >= 3 && content[0] == '1';
    if (is_qr && content[1] == 'C') qr_module_ = content[2];
    if (is_qr && content[1] == 'P') qr_.assign(content.begin() + 3, content.begin() + static_cast<std::ptrdiff_t>(std::min(size, kMostQr + 3)));
    if (is_qr && content[1] == 'Q') paper_.qr(qr_, qr_module_);
    return kHead + size;
}

void Model::cut() {
    constexpr int kDotsASecond = 1200;
    slips_.push_back(paper_.cut());
    const auto& image = slips_.back().image;
    if (scene_ == nullptr) return;
    scene_->store_slip(image);
    if (scene_->real_time()) busy_until_ = std::chrono::steady_clock::now() + Millis{1000 * image.height / kDotsASecond};
}

void Model::answer_when_printed() {
    if (std::chrono::steady_clock::now() < busy_until_) return;
    for (; questions_ > 0; --questions_) answers_.push_back(sensors_.paper_low ? 0x03 : 0x00);
}

bool Model::event(std::string_view what) {
    if (what == "reset") power_up();
    else if (what == "cover_open" || what == "cover_closed") sensors_.cover_open = what == "cover_open";
    else if (what == "paper_low") sensors_.paper_low = true;
    else if (what == "paper_end") sensors_.paper_low = sensors_.paper_end = true;
    else if (what == "paper_full") sensors_.paper_low = sensors_.paper_end = false;
    else if (what == "cutter_stuck") sensors_.cutter_stuck = true;
    else if (what == "broken") sensors_.broken = true;
    else if (what == "repaired") sensors_ = {};
    else return false;
    work();
    return true;
}

std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene) { return std::make_unique<Model>(&scene); }

}  // namespace loket::drivers::escpos
