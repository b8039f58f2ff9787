#pragma once
// What the widgets are told. Plain data, made anew each frame; every visible word comes from the caller,
// already in the person's language. Ids are stable English or Indonesian words without spaces; tests and
// speech find widgets by them.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "devices/biometrics/position.h"
#include "kiosk/ui/field_model.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/textures.h"

namespace loket::ui {

/// What a coloured thing means. Never shown by colour alone: each tone has its icon.
enum class Tone : std::uint8_t { Neutral, Info, Success, Warn, Error };

struct Language {
    std::string code{}, name{};  ///< "id", "Indonesia"; where there is no room for names the codes stand alone
};

/// The bar at the top of public screens. Languages are the tabs "language:<code>".
struct Header {
    std::string office{}, subtitle{};
    std::string clock{};  ///< "Sen 23 Nov 2026   10.24 WIB"
    std::vector<Language> languages{};
    std::string language{};  ///< code of the chosen one
    std::string badge{};     ///< "Simulasi" when devices are simulated; empty hides it
    Icon logo = Icon::Verified;
};

struct Stepper {
    std::vector<std::string> steps{};
    int current = 0;  ///< 0-based; all before it are done
};

enum class ButtonStyle : std::uint8_t { Secondary, Primary, Danger, Quiet };
struct Button {
    std::string id{}, label{};
    std::string spoken{};  ///< name of a button that shows only an icon
    ButtonStyle style = ButtonStyle::Secondary;
    Icon icon = Icon::None;
    bool enabled = true;
    bool icon_after = false;  ///< the icon follows the word: "Lanjut →"
    /// Presses it from a keyboard and is shown on it where there is room. Enter makes it the page's primary action.
    Key key = Key::None;
    bool selected = false;    ///< for the node: it is on, picked, ticked
    std::string cap{};        ///< the letter that presses it, where its page listens for letters; shown like `key`
};

/// The bar at the bottom of public screens. An empty label hides the control. The tools are "tool.text_size",
/// "tool.contrast", "tool.voice", "tool.display" and "tool.call_officer".
struct Footer {
    Button back{.id = "back", .icon = Icon::ArrowBack};
    Button primary{
        .id = "next", .style = ButtonStyle::Primary, .icon = Icon::ArrowForward, .icon_after = true};
    std::string text_size{}, contrast{}, voice{}, display{},
        help{};  ///< words under the tools: "Ukuran teks", …, "Tampilan", "Panggil petugas"
    bool voice_on = false;
    std::string note{};  ///< shown bottom right instead of a primary action
};
enum class FooterEvent : std::uint8_t { None, Back, Primary, TextSize, Contrast, Voice, Help, Display };

/// A large choice on a home page.
struct Tile {
    std::string id{}, title{}, subtitle{};
    Icon icon = Icon::None;
    bool strong = false;  ///< the icon stands out: the most usual choice
    bool enabled = true;
    std::string badge{};  ///< a short word in the corner
};

/// Keys "digit:0" … "digit:9", "clear", "erase".
struct Keypad {
    std::string id = "digit";
    std::string clear{};  ///< word on the key that empties the field
    std::string erase{};  ///< spoken name of the backspace key
    bool enabled = true;
};

/// Cells for a fixed number of digits.
struct DigitField {
    std::string id{}, label{};
    std::vector<int> groups{6, 6, 4};
    bool masked = false;
    bool error = false;
};

/// Keys "letter:A", "letter:/", … and "space", "clear", "erase", "done".
struct Keyboard {
    std::string id = "letter";
    std::string clear{}, space{}, erase{};  ///< words on (clear, space) or for (erase) the special keys
    std::string done{};                     ///< a key that ends the entry; empty hides it
    /// Only letters and digits, for numbers such as a resi: no space, no punctuation; digits are "digit:0" …
    bool code = false;
    bool address = false;  ///< with a colon
};

struct TextField {
    std::string id{}, label{};
    std::string hint{};  ///< below the label
    std::string placeholder{};
    std::string error{};  ///< beside the field when it is wrong; says what to do
    bool masked = false;
    bool enabled = true;
    bool hungry = false;  ///< takes typed text even without focus: the only field of its page
};

struct Choice {
    std::string id{}, title{}, subtitle{};
    std::string spoken{};  ///< in place of a title that is only a sign or an abbreviation
    Icon icon = Icon::None;
    bool enabled = true;
};
struct ChoiceList {
    std::string selected{};  ///< id
    std::vector<Choice> choices{};
    int columns = 1;
};

enum class CheckState : std::uint8_t { Open, Pass, Fail, NotApplicable };
/// One requirement an officer judges; the answers are "<id>:pass", "<id>:fail", "<id>:not_applicable".
struct CheckRow {
    std::string id{}, label{}, note{};
    CheckState state = CheckState::Open;
    std::string pass{}, fail{},
        not_applicable{};  ///< spoken names of the three answers; an empty one hides its answer
    bool enabled = true;
};

/// One line of advice: "Lepas kacamata".
struct StatusRow {
    std::string id{}, label{}, note{};
    Tone tone = Tone::Neutral;
    Icon icon = Icon::None;  ///< instead of the tone's own
};

struct Banner {
    std::string id{}, title{}, text{};
    Tone tone = Tone::Info;
};

struct Column {
    std::string title{};
    float weight = 1;
    Align align = Align::Left;
    bool digits = false;  ///< figures of equal width
};
struct Cell {
    std::string text{};
    Tone tone = Tone::Neutral;
};
struct TableRow {
    std::string id{};
    std::vector<Cell> cells{};
};
struct Table {
    std::string id{};
    std::vector<Column> columns{};
    std::vector<TableRow> rows{};
    std::string selected{};          ///< row id
    std::string empty{};             ///< said when there is no row
    std::string next{}, previous{};  ///< spoken names of the keys that turn pages
    bool selectable = true;
};
/// Which rows of a long table are shown; the screen keeps it.
struct TablePage {
    int first = 0;
};

struct KeyValue {
    std::string key{}, value{};
    std::string edit{};  ///< word of the button that changes it ("Ubah"); empty: none
    std::string id{};    ///< id of that button
    Tone tone = Tone::Neutral;
};

enum class PictureFit : std::uint8_t { Cover, Contain };
/// An oval that says where the face belongs; the rest is dimmed.
struct Oval {
    float width = 0.58f, height = 0.8f;  ///< parts of the view's height
    float progress = 0;                  ///< 0 … 1 of holding still
};
struct PictureView {
    std::string id{}, label{};  ///< the label is spoken
    Picture picture{};
    PictureFit fit = PictureFit::Cover;
    bool mirrored = false;
    float radius = 24;  ///< design pixels
    std::optional<Oval> oval{};
    std::string caption{};  ///< on a dark pill at the bottom
    std::string absent{};   ///< said while there is no picture
    Icon absent_icon = Icon::NoCamera;
};

/// A measured value against what is needed.
struct QualityBar {
    std::string id{}, label{}, word{};  ///< "Telunjuk", "Baik 92"
    float value = 0;                    ///< 0 … 1; negative: not measured
    float threshold = -1;               ///< negative: no tick
    Tone tone = Tone::Neutral;
    bool current = false;  ///< highlighted: this one now
};

enum class FingerState : std::uint8_t { Waiting, Current, Done, Retry, Absent };
struct Hands {
    std::string id{}, left{}, right{};      ///< words under the hands
    std::array<FingerState, 11> fingers{};  ///< indexed by the code of biometrics::Finger; 0 is unused
    FingerState& operator[](biometrics::Finger finger) { return fingers[static_cast<std::size_t>(finger)]; }
};

struct Progress {
    std::string id{}, label{};
    float value = 0;     ///< 0 … 1; negative: no end in sight
    std::string word{};  ///< in the middle of a ring, right of a bar
};

struct Dialog {
    std::string id{}, title{}, text{};
    Tone tone = Tone::Info;
    std::vector<Button> actions{};  ///< left to right; the first is also Escape, the last also Enter
};

struct NavItem {
    std::string id{}, label{};
    Icon icon = Icon::None;
    int count = 0;  ///< waiting; 0 hides
    bool enabled = true;
};
struct SideNav {
    std::string title{}, subtitle{}, badge{};
    std::vector<NavItem> items{};
    std::string selected{};
    std::vector<NavItem> bottom{};  ///< "Keluar"
};

struct Bar {
    std::string label{};
    double value = 0;
    std::string word{};  ///< written at the end of the bar
    Tone tone = Tone::Info;
};
struct BarChart {
    std::string id{}, label{};
    std::vector<Bar> bars{};
    double maximum = 0;  ///< 0: the largest value
};

/// The words on a signature pad.
struct SignaturePad {
    std::string id{}, label{};
    bool enabled = true;
};

}  // namespace loket::ui
