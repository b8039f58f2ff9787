#pragma once
// The screen of a machine without a desktop, written to directly: Linux KMS with "dumb" buffers (drm-kms(7)), no OpenGL and no Mesa.

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "devices/base/image.h"
#include "devices/base/result.h"
#include "kiosk/ui/turn.h"

namespace loket::ui {

/// Two buffers in turn: one is on the screen while the next picture is copied into the other. UI thread.
class Panel {
  public:
    /// The first screen that is plugged in, in the mode that it prefers; it stays dark until show(). Without `turn` as its built-in panel says that it is
    /// mounted ("panel orientation", drm-kms-helpers). Unsupported "ui.no_display": no
    /// graphics card, no screen on any, or another program (a desktop) has it.
    static Result<std::unique_ptr<Panel>> open(std::optional<Turn> turn = std::nullopt);
    ~Panel();
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    /// Of the picture.
    [[nodiscard]] int width() const { return on_its_side(turn_) ? height_ : width_; }
    [[nodiscard]] int height() const { return on_its_side(turn_) ? width_ : height_; }
    [[nodiscard]] Turn turn() const { return turn_; }
    /// Brings the part of a picture of that size that changed since the last call to the screen, at the screen's own pace.
    /// Internal when the screen was pulled out or the kernel gives it to somebody else.
    Status show(const RgbaImage& image, const Box& changed);

  private:
    struct Buffer {
        std::uint32_t handle = 0, id = 0, pitch = 0;
        std::uint64_t size = 0;
        std::uint8_t* pixels = nullptr;
        Box stale;  ///< of the picture: what was shown since this buffer was last drawn into
    };
    struct Mode;

    Panel(int card, std::optional<Turn> turn) : card_(card), wanted_(turn) {}
    Status find_screen();
    Status make(Buffer& buffer) const;
    Status flip(const Buffer& buffer);
    Status wait_for_flip();

    const int card_;  // file descriptor
    const std::optional<Turn> wanted_;
    Turn turn_ = Turn::None;
    std::uint32_t connector_ = 0, crtc_ = 0;
    int width_ = 0, height_ = 0;  // of the panel
    std::unique_ptr<Mode> mode_;
    std::array<Buffer, 2> buffers_;
    std::size_t next_ = 0;  // of buffers_: the one that is not on the screen
    bool lit_ = false, flipping_ = false;
};

}  // namespace loket::ui
