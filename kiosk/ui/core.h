#pragma once
// The frame loop under the widgets: input to touches, focus by keys, semantic nodes, layers, animation. Knows
// no widget.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "devices/base/clock.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/input.h"
#include "kiosk/ui/node.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/textures.h"
#include "kiosk/ui/theme.h"

struct ImDrawData;
struct ImGuiContext;

namespace loket::ui {

/// What happened to a control in this frame.
struct Touch {
    bool clicked = false;
    bool held = false;     ///< pressed and still inside
    bool focused = false;  ///< by keys (or a field that was tapped): draw the ring
    bool enabled = true;
};

/// How soon a control may be tapped again.
enum class Tap : std::uint8_t {
    Once,    ///< 300 ms: a double tap is one tap
    Repeat,  ///< keys: "11" is two taps, contact bounce is not
};

/// UI thread only. Owns an ImGui context, which it makes current in begin(); several may live side by side.
class Core {
  public:
    static constexpr Millis kInputLock{250};  ///< after a screen change
    static constexpr Millis kTransition{220};
    static constexpr Millis kDoubleTap{300};
    static constexpr Millis kBounce{60};
    static constexpr Millis kLongPress{2000};
    static constexpr Millis kRest{3000};  ///< a touch held longer is a resting hand and taps nothing

    virtual ~Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    /// Colours at once; another text scale loads another atlas. Call between frames. Fails as Fonts::load
    /// does and then keeps the old look.
    Status set_theme(const ThemeOptions& options);
    /// The typefaces of the screens are missing and others stand in; set_theme goes on looking for them.
    [[nodiscard]] bool substitute_fonts() const { return fonts_->substitute(); }
    void resize(Vec2 pixels) { size_ = pixels; }
    InputQueue& input() { return input_; }

    void begin(Instant now);
    /// Finishes the frame; valid until the next begin().
    ImDrawData& end();
    /// Nodes of the last finished frame, in focus order.
    [[nodiscard]] const Nodes& nodes() const { return nodes_; }
    [[nodiscard]] const Textures& textures() const { return textures_; }
    /// Another frame should follow soon: something moves or input waits.
    [[nodiscard]] bool busy() const;

    /// Says which screen this frame shows. A change drops the touch in progress, ignores input for kInputLock
    /// and slides in.
    void screen(std::string_view id);
    [[nodiscard]] const std::string& screen_id() const { return screen_; }

    [[nodiscard]] const Theme& theme() const { return theme_; }
    [[nodiscard]] const Fonts& fonts() const { return *fonts_; }
    [[nodiscard]] Painter& paint() { return *painter_; }
    [[nodiscard]] const InputFrame& frame() const { return frame_; }
    [[nodiscard]] Instant now() const { return frame_.now; }
    [[nodiscard]] std::uint64_t frame_number() const { return frame_number_; }
    [[nodiscard]] Rect bounds() const { return {0, 0, size_.x, size_.y}; }
    [[nodiscard]] bool portrait() const { return size_.y > size_.x; }
    /// A code a barcode scanner typed in this frame; empty if none.
    [[nodiscard]] const std::string& scan() const { return frame_.scan; }

    // For widgets.
    /// Emits the node and reports what happened to it. `node.enabled` false makes it deaf.
    Touch control(Node node, Tap tap = Tap::Once);
    /// Emits a node that cannot be operated; an empty id is replaced by a numbered one.
    void note(Node node);
    /// How much of the page has been said so far.
    [[nodiscard]] std::size_t said() const { return building_.size(); }
    /// What was said as [from, to) comes, in reading order, after all that was said since.
    void say_last(std::size_t from, std::size_t to);
    /// The ring around a focused control.
    void ring(const Touch& touch, const Rect& rect, float radius);
    void focus(std::string_view id) { focus_ = id; }
    /// A finger has rested on the rectangle for kLongPress; true once.
    bool long_press(const Rect& rect);
    [[nodiscard]] bool has_focus(std::string_view id) const { return focus_ == id; }
    [[nodiscard]] bool dialog_open() const { return dialog_before_ || layer_ > 0; }
    /// What is drawn now belongs to a dialog: keys typed while it is open are its own.
    [[nodiscard]] bool in_dialog() const { return layer_ > 0; }
    /// Forgets where the focus was on pages seen before: another person comes.
    void forget_focus();
    /// Left and Escape press `id`; Right, and Enter without focus, press the other.
    void set_back(std::string_view id) { back_ = id; }
    void set_primary(std::string_view id) { primary_ = id; }
    /// A focused text field uses Left and Right itself.
    void claim_arrows() { arrows_claimed_ = true; }
    void keep_moving_until(Instant at);

  protected:
    Core(const Theme& theme, std::shared_ptr<const Fonts> fonts, Vec2 pixels);
    void begin_layer();  ///< what follows lies above the page, which becomes deaf
    void end_layer();
    void begin_slide(const Rect& area);  ///< what follows slides in after a screen change
    void end_slide();
    Textures& pictures() { return textures_; }

  private:
    static constexpr Millis kFontSearch{10'000};
    static constexpr std::size_t kNoStop = static_cast<std::size_t>(-1), kMostPages = 64;
    [[nodiscard]] bool reachable(const Node& node) const;
    [[nodiscard]] bool counts(const std::string& id, Tap tap);
    void reset_touch();
    void judge_touch();
    void apply_keys();
    void move_focus(int step);
    void settle_layers();
    void settle_focus();
    void mark_arrows();

    Theme theme_;
    std::shared_ptr<const Fonts> fonts_;
    Vec2 size_;
    ImGuiContext* context_;
    Textures textures_;
    InputQueue input_;
    InputFrame frame_;
    std::optional<Painter> painter_;
    Nodes nodes_, building_;
    std::string screen_, active_, focus_, activate_, last_tap_, back_, primary_;
    Instant fonts_sought_{};
    Instant last_tap_at_{}, screen_since_{}, moving_until_{}, pressed_at_{};
    Vec2 pressed_where_ = kNowhere;  ///< kNowhere: lifted, or its long press is spent
    Vec2 touch_from_{};
    bool spoiled_ = false;  ///< the touch in progress is no tap: a resting hand, a swipe
    bool by_keys_ = false;  ///< the last control was operated by keys: the focus is worth keeping
    std::size_t focus_at_ = kNoStop, content_at_ = 0, content_building_ = 0;
    std::map<std::string, std::string, std::less<>> left_at_;  ///< page -> where its focus was
    std::string under_dialog_;
    std::uint64_t frame_number_ = 0;
    int layer_ = 0;
    bool dialog_before_ = false, dialog_now_ = false;
    bool arrows_claimed_ = false;
    std::optional<Rect> sliding_;
    int slide_start_ = 0;
};

/// For what layout cuts off first and eyes meet last, a foot or a side: draws it now, and lets keys and voice come to it after all that
/// is drawn while this lives.
class [[nodiscard]] ReadLater {
  public:
    template <typename Draw>
    ReadLater(Core& ui, const Draw& draw) : ui_(ui), from_(ui.said()) {
        draw();
        to_ = ui.said();
    }
    ~ReadLater() { ui_.say_last(from_, to_); }
    ReadLater(const ReadLater&) = delete;
    ReadLater& operator=(const ReadLater&) = delete;

  private:
    Core& ui_;
    std::size_t from_, to_ = 0;
};

}  // namespace loket::ui
