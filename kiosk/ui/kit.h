#pragma once
// The widgets. Immediate mode: a screen is a function that calls these with rectangles, every frame, and acts
// on what they return. Functions that take `Rect&` cut what they use off the top of it. See README.md for an
// example screen.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/ui/core.h"
#include "kiosk/ui/ink.h"
#include "kiosk/ui/props.h"

namespace loket::ui {

/// Colours of a tone: `ink` for words and icons, `ground` behind them.
struct ToneLook {
    Colour ink, ground;
    Icon icon;
};
ToneLook look_of(const Theme& theme, Tone tone);

class Ui final : public Core {
  public:
    /// Fails as Fonts::load does.
    static Result<std::unique_ptr<Ui>> create(const ThemeOptions& options, Vec2 pixels);

    // The frame of a public page, in this order: header, stepper, content, …, footer.
    /// Returns the code of the language that was tapped, else empty.
    std::string header(const Header& header);
    /// An officer asks to sign in: a finger rested on the logo for two seconds, or F12.
    [[nodiscard]] bool staff_requested() const { return staff_ || frame().key == Key::Staff; }
    void stepper(const Stepper& stepper);
    /// What is left for the page between the bars, with the usual margins. Slides in after a change of
    /// screen.
    Rect content();
    FooterEvent footer(const Footer& footer);
    /// The frame of a staff page: id of the tapped entry, else empty. content() then gives what is right of
    /// it.
    std::string side_nav(const SideNav& nav);

    // Text. Each cuts its height off `area`; `gap` design pixels follow.
    void title(Rect& area, std::string_view text, TextStyle style = TextStyle::H2, float gap = 8,
               Align align = Align::Left);
    void paragraph(Rect& area, std::string_view text, TextStyle style = TextStyle::Body, float gap = 16,
                   Align align = Align::Left, bool muted = true);
    /// One line within the rectangle.
    void label(const Rect& rect, std::string_view text, TextStyle style = TextStyle::Body,
               Align align = Align::Left, bool muted = false);

    // Surfaces; both return the inside. Padding in design pixels.
    Rect card(const Rect& rect, float padding = 36);
    Rect panel(const Rect& rect, float padding = 24);

    // Things to tap: true when tapped.
    bool button(const Button& button, const Rect& rect);
    bool tile(const Tile& tile, const Rect& rect);
    /// Equal tiles in a grid with letters of one size; the id of the tapped one, else empty.
    std::string tiles(const std::vector<Tile>& tiles, const Rect& rect, int columns);
    /// Tabs or a choice of few; returns the id of the tapped one, else empty.
    std::string segmented(std::string_view id, const std::vector<Choice>& parts, std::string_view selected,
                          const Rect& rect);
    /// Radio cards; the id of the tapped one, else empty.
    std::string choices(const ChoiceList& list, const Rect& rect);

    // Entry. True when the text changed. The forms without a model only report: a digit, a letter, " ",
    // "clear", "erase", "done", or nothing.
    bool keypad(const Keypad& keypad, const Rect& rect, FieldModel& model);
    std::string keypad(const Keypad& keypad, const Rect& rect);
    bool digits(const DigitField& field, Rect& area, FieldModel& model);
    void digits(const DigitField& field, Rect& area, std::string_view text);
    std::string keyboard(const Keyboard& keyboard, const Rect& rect);
    enum class KeyboardEvent : std::uint8_t { None, Changed, Done };
    KeyboardEvent keyboard(const Keyboard& keyboard, const Rect& rect, FieldModel& model);
    enum class FieldEvent : std::uint8_t { None, Changed, Submitted };
    FieldEvent text_field(const TextField& field, Rect& area, FieldModel& model);

    // Officers' judgement: the answer just given.
    std::optional<CheckState> check_row(const CheckRow& row, Rect& area);
    /// Row id that was tapped, else empty. Long tables turn pages by a bar at their foot, by wheel and by
    /// Page keys.
    std::string table(const Table& table, const Rect& rect, TablePage& page);
    /// Id of the entry whose edit button was tapped, else empty.
    std::string key_values(const std::vector<KeyValue>& entries, Rect& area, int columns = 1);

    // Telling.
    void chip(const Rect& rect, std::string_view text, Tone tone, bool with_icon = true);
    /// As wide as its text; cut off the top of the area.
    void chip(Rect& area, std::string_view text, Tone tone, float gap = 16);
    void banner(const Banner& banner, Rect& area);
    void status_row(const StatusRow& row, Rect& area);
    /// All rows, made to fit the rectangle if it is tight.
    void status_rows(const std::vector<StatusRow>& rows, const Rect& rect);
    void picture(const PictureView& view, const Rect& rect);
    void quality_bar(const QualityBar& bar, const Rect& rect);
    void hands(const Hands& hands, const Rect& rect);
    void progress_bar(const Progress& progress, Rect& area);
    void progress_ring(const Progress& progress, const Rect& rect);
    void bar_chart(const BarChart& chart, const Rect& rect);
    /// The large round sign of an outcome page.
    void outcome(Tone tone, Rect& area, float gap = 24);
    /// A short message over the lower part of the page; the caller decides how long it is passed in.
    void toast(std::string_view text, Tone tone);

    // Above the page.
    /// Draws the dialog; id of the tapped action, else empty. Call last in the frame.
    std::string dialog(const Dialog& dialog);
    /// An empty dialog to be filled with other widgets; call end_dialog() after them.
    Rect begin_dialog(std::string_view id, std::string_view title, float width, float height);
    void end_dialog();

    /// Collects ink and draws it; true when ink was added.
    bool signature(const SignaturePad& pad, const Rect& rect, Ink& ink);

    // Measures for layout, in pixels.
    [[nodiscard]] float gap() const { return theme().dp(24); }
    /// Left and right of a public page.
    [[nodiscard]] float margin() const { return theme().dp(portrait() ? 36 : 48); }
    [[nodiscard]] float button_height() const { return theme().grown(82); }
    /// Height of wrapped text.
    [[nodiscard]] float height_of(std::string_view text, TextStyle style, float width) const;
    [[nodiscard]] float field_height(const TextField& field, float width) const;
    [[nodiscard]] float key_values_height(const std::vector<KeyValue>& entries, float width,
                                          int columns = 1) const;
    /// Width a button needs for its label.
    [[nodiscard]] float button_width(const Button& button) const;
    [[nodiscard]] float footer_height() const;
    [[nodiscard]] bool left_handed() const { return theme().options.left_handed; }
    /// Two or more parts side by side, the last of which is for the hand that works: mirrored for the left hand.
    [[nodiscard]] std::vector<Rect> hand_columns(const Rect& area, std::vector<float> weights, float gap) const;

  private:
    using Core::Core;

    std::string code_keyboard(const Keyboard& keyboard, const Rect& rect);
    void write(const Rect& rect, std::string_view text, TextStyle style, Colour colour, Align align,
               Node& node);
    void note_text(const Rect& rect, std::string_view text, Role role, bool overflow);
    std::string language_switch(const Header& header, Rect& bar);
    void office(const Header& header, const Rect& rect);
    float nav_width(const SideNav& nav) const;
    bool tile_as(const Tile& tile, const Rect& rect, std::size_t type);
    std::size_t tile_type(const Tile& tile, const Rect& rect) const;
    void button_face(const Button& button, const Rect& rect, const Touch& touch);
    [[nodiscard]] float key_cap_width(const Button& button) const;
    void key_cap(const Button& button, const Rect& rect, Colour ink);
    bool tool(std::string_view id, std::string_view label, Icon icon, const Rect& rect, bool framed);
    void tools(const Footer& footer, const Rect& rect, FooterEvent& event);
    bool key(std::string_view id, std::string_view label, std::string_view face, Icon icon, const Rect& rect,
             bool special, TextStyle style, bool enabled = true);
    std::string nav_items(const std::vector<NavItem>& items, std::string_view selected, Rect& area);
    void table_head(const Table& table, Rect& area);
    bool table_row(const Table& table, const TableRow& row, const Rect& line, bool odd);
    void table_cell(const Column& column, const Cell& cell, const Rect& place);
    float table_row_height(const Table& table, const Rect& area) const;
    bool key_value(const KeyValue& entry, Rect slot, bool overflow);
    void digit_cell(const DigitField& field, const Rect& cell, std::string_view digit, bool here);
    FieldEvent edit_field(bool focused, FieldModel& model);
    void field_text(const TextField& field, const Rect& box, const FieldModel& model, bool listens);
    void field_error(const TextField& field, Rect& area);
    void absent_picture(const PictureView& view, const Rect& rect, float radius);
    void oval_guide(const Oval& oval, const Rect& place, float radius);
    void picture_caption(const PictureView& view, const Rect& place);
    void status_row_in(const StatusRow& row, const Rect& rect, TextStyle style);
    void turn_page(const Table& table, Rect& area, TablePage& page, int per_page);

    /// What the bars of one frame have left.
    struct Page {
        std::uint64_t frame = 0;
        Rect rest{};
        bool stepper = false, nav = false;
    };
    Page& page();
    Page page_;
    bool staff_ = false;
};

}  // namespace loket::ui
