#include "kiosk/ui/panel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

namespace loket::ui {
namespace {

constexpr int kCards = 8, kDepth = 24, kBits = 32;
constexpr int kFlipPatience = 200;  // ms; a screen of 24 Hz needs 42

Error trouble(const std::string& what) { return internal(what + ": " + std::strerror(errno)); }
Error no_screen(const std::string& why) { return {Fault::Unsupported, "there is no display for the kiosk: " + why, "ui.no_display"}; }

template <class T, void (*free)(T*)>
struct Freed {
    void operator()(T* it) const { free(it); }
};
using Resources = std::unique_ptr<drmModeRes, Freed<drmModeRes, drmModeFreeResources>>;
using Connector = std::unique_ptr<drmModeConnector, Freed<drmModeConnector, drmModeFreeConnector>>;
using Property = std::unique_ptr<drmModePropertyRes, Freed<drmModePropertyRes, drmModeFreeProperty>>;
using Encoder = std::unique_ptr<drmModeEncoder, Freed<drmModeEncoder, drmModeFreeEncoder>>;

/// One that the connector's encoders can drive; 0 for none.
std::uint32_t crtc_for(int card, const drmModeRes& resources, const drmModeConnector& connector) {
    for (int i = 0; i < connector.count_encoders; ++i) {
        const Encoder encoder(drmModeGetEncoder(card, connector.encoders[i]));
        for (int j = 0; encoder && j < resources.count_crtcs; ++j)
            if ((encoder->possible_crtcs >> j & 1u) != 0) return resources.crtcs[j];
    }
    return 0;
}

/// "panel orientation": which side of the panel is up, as the kernel knows it of some built-in ones.
Turn mounted(int card, const drmModeConnector& connector) {
    for (int i = 0; i < connector.count_props; ++i) {
        const Property property(drmModeGetProperty(card, connector.props[i]));
        if (!property || std::string_view(property->name) != "panel orientation") continue;
        for (int j = 0; j < property->count_enums; ++j) {
            const std::string_view side = property->enums[j].name;
            if (property->enums[j].value != connector.prop_values[i]) continue;
            return side == "Upside Down" ? Turn::Over : side == "Left Side Up" ? Turn::Left : side == "Right Side Up" ? Turn::Right : Turn::None;
        }
    }
    return Turn::None;
}

Box unite(const Box& a, const Box& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

}  // namespace

struct Panel::Mode {
    drmModeModeInfo info;
};

Result<std::unique_ptr<Panel>> Panel::open(std::optional<Turn> turn) {
    auto refusal = no_screen("this machine has no graphics card (/dev/dri)");
    for (int number = 0; number < kCards; ++number) {
        const int card = ::open(("/dev/dri/card" + std::to_string(number)).c_str(), O_RDWR | O_CLOEXEC);
        if (card < 0) {
            if (errno == EACCES) refusal = no_screen("the graphics card may not be opened (group video)");
            continue;
        }
        std::unique_ptr<Panel> panel(new Panel(card, turn));
        const auto found = panel->find_screen();
        if (found) return panel;
        refusal = found.error();
    }
    return refusal;
}

Panel::~Panel() {
    if (flipping_) (void)wait_for_flip();
    for (auto& buffer : buffers_) {
        if (buffer.pixels != nullptr) munmap(buffer.pixels, buffer.size);
        if (buffer.id != 0) drmModeRmFB(card_, buffer.id);
        if (buffer.handle != 0) drmModeDestroyDumbBuffer(card_, buffer.handle);
    }
    ::close(card_);
}

Status Panel::find_screen() {
    std::uint64_t dumb = 0;
    if (drmGetCap(card_, DRM_CAP_DUMB_BUFFER, &dumb) != 0 || dumb == 0) return no_screen("the graphics card has no plain buffers");
    if (drmIsMaster(card_) == 0) return no_screen("another program has the screen");
    const Resources resources(drmModeGetResources(card_));
    for (int i = 0; resources && i < resources->count_connectors; ++i) {
        const Connector connector(drmModeGetConnector(card_, resources->connectors[i]));
        if (!connector || connector->connection != DRM_MODE_CONNECTED || connector->count_modes == 0) continue;
        crtc_ = crtc_for(card_, *resources, *connector);
        if (crtc_ == 0) continue;
        const auto* modes = connector->modes;
        const auto* preferred = std::find_if(modes, modes + connector->count_modes, [](const auto& mode) { return (mode.type & DRM_MODE_TYPE_PREFERRED) != 0; });
        mode_ = std::make_unique<Mode>(Mode{preferred == modes + connector->count_modes ? *modes : *preferred});
        connector_ = connector->connector_id;
        width_ = mode_->info.hdisplay;
        height_ = mode_->info.vdisplay;
        turn_ = wanted_.value_or(mounted(card_, *connector));
        for (auto& buffer : buffers_) LOKET_TRY(make(buffer));
        return {};
    }
    return no_screen("no screen is plugged into the graphics card");
}

Status Panel::make(Buffer& buffer) const {
    const auto width = static_cast<std::uint32_t>(width_), height = static_cast<std::uint32_t>(height_);
    std::uint64_t offset = 0;
    if (drmModeCreateDumbBuffer(card_, width, height, kBits, 0, &buffer.handle, &buffer.pitch, &buffer.size) != 0) return trouble("no memory for the screen");
    if (drmModeAddFB(card_, width, height, kDepth, kBits, buffer.pitch, buffer.handle, &buffer.id) != 0) return trouble("no frame for the screen");
    if (drmModeMapDumbBuffer(card_, buffer.handle, &offset) != 0) return trouble("the screen's memory cannot be reached");
    void* pixels = mmap(nullptr, buffer.size, PROT_READ | PROT_WRITE, MAP_SHARED, card_, static_cast<off_t>(offset));
    if (pixels == MAP_FAILED) return trouble("the screen's memory cannot be reached");
    buffer.pixels = static_cast<std::uint8_t*>(pixels);
    buffer.stale = {0, 0, this->width(), this->height()};
    return {};
}

Status Panel::show(const RgbaImage& image, const Box& changed) {
    if (image.width != width() || image.height != height()) return internal("a picture of another size than the screen");
    if (flipping_) LOKET_TRY(wait_for_flip());
    for (auto& each : buffers_) each.stale = unite(each.stale, changed);
    auto& buffer = buffers_[next_];
    copy_turned(image, buffer.stale, turn_, buffer.pixels, buffer.pitch);
    buffer.stale = {};
    LOKET_TRY(flip(buffer));
    next_ = 1 - next_;
    return {};
}

Status Panel::flip(const Buffer& buffer) {
    if (!lit_) {  // the first picture also sets the mode
        if (drmModeSetCrtc(card_, crtc_, buffer.id, 0, 0, &connector_, 1, &mode_->info) != 0) return trouble("the screen does not light up");
        lit_ = true;
        return {};
    }
    if (drmModePageFlip(card_, crtc_, buffer.id, DRM_MODE_PAGE_FLIP_EVENT, nullptr) != 0) return trouble("the screen takes no picture");
    flipping_ = true;
    return {};
}

Status Panel::wait_for_flip() {
    pollfd waiting{card_, POLLIN, 0};
    if (poll(&waiting, 1, kFlipPatience) == 0) return internal("the screen does not show what it was given");
    drmEventContext context{};
    context.version = DRM_EVENT_CONTEXT_VERSION;
    context.page_flip_handler = [](int, unsigned, unsigned, unsigned, void*) {};
    flipping_ = false;
    return drmHandleEvent(card_, &context) == 0 ? Status() : Status(trouble("the screen says nothing"));
}

}  // namespace loket::ui
