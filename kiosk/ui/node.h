#pragma once
// What is on screen, in words: every widget emits a node. One list serves tests (find and tap), keypad focus,
// speech, audits.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/input.h"

namespace loket::ui {

enum class Role : std::uint8_t {
    Text,
    Heading,
    Button,
    Tile,
    Key,
    Tab,
    Field,
    Choice,
    Check,
    Row,
    Nav,
    Image,
    Progress,
    Status,
    Table,
    Dialog,
    Step,
    Chart,
    Ink,
};

/// Stable lower-case name, for tests and speech.
std::string_view to_string(Role role);
/// A person can operate it: it takes focus and must be large enough to touch.
bool interactive(Role role);

/// Which arrow key presses a control wherever the focus is.
enum class Arrow : std::uint8_t { None, Left, Right };

struct Node {
    std::string id;
    Role role = Role::Text;
    std::string label;  ///< what it says
    std::string value =
        {};  ///< what it holds: text of a field, percent of a bar; never unmasked if the screen masks it
    Rect rect = {};
    bool enabled = true;
    bool focused = false;
    bool selected = false;
    bool overflow = false;  ///< its text did not fit
    int layer = 0;          ///< 0 the page, 1 a dialog above it
    Key key = Key::None;    ///< presses it wherever the focus is
    Arrow arrow = Arrow::None;
};

using Nodes = std::vector<Node>;

/// The first node with the id, or null.
const Node* find_node(const Nodes& nodes, std::string_view id);

}  // namespace loket::ui
