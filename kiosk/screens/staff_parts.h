#pragma once
// Parts that several officers' pages share: head of a file, facts, papers, actions, pictures, ink.

#include <string>
#include <utility>
#include <vector>

#include "kiosk/screens/staff_frame.h"
#include "kiosk/screens/staff_memory.h"

namespace loket::screens::staff {

/// Name, numbers and the minutes of the step on a card; the sentence of the step only when `with_step`.
void head_card(const Frame& frame, const viewmodels::FileHead& head, ui::Rect& area, bool with_step = true);

/// Label and value on one line each, dense. In two columns when `columns` is 2.
void facts(const Frame& frame, const std::vector<viewmodels::Row>& rows, ui::Rect& area, int columns = 1);
/// One column, or two if the rows would not fit otherwise.
int fitting_columns(const Frame& frame, const std::vector<viewmodels::Row>& rows, const ui::Rect& area);
float facts_height(const Frame& frame, const std::vector<viewmodels::Row>& rows, float width,
                   int columns = 1);

/// A small heading inside a card.
void heading(const Frame& frame, std::string_view text, ui::Rect& area);

/// The papers of an application with their marks, to read; the pictures of those that have one open when touched.
void paper_list(const Frame& frame, Memory& memory, const std::vector<viewmodels::CheckFile::Item>& items, ui::Rect& area);

/// A button and what it means: an intent, or a dialog of reasons to be opened first.
struct Action {
    ui::Button button;
    std::string name, value{};
    bool ask = false;
};
enum class Spread : std::uint8_t { Right, Even };
/// Side by side, right-aligned, the last one where the eye ends; equally wide where they do not fit or it is asked for.
void actions(const Frame& frame, Memory& memory, const std::vector<Action>& list, const ui::Rect& rect, Spread spread = Spread::Right);
/// Cuts the strip for actions off the bottom.
ui::Rect cut_actions(const Frame& frame, ui::Rect& area);

/// Switches between parts of a file where they cannot all be shown; the id of the part to draw. Their words
/// are "desk.section.<id>".
std::string sections(const Frame& frame, Memory& memory, const std::vector<std::string>& ids, ui::Rect& area);

ui::Picture picture_of(const viewmodels::Picture& picture);

/// What was written on a signature pad, as a ribbon on paper. `pressure` may be shorter than `points`.
void ink_view(const Frame& frame, const std::string& id, const std::string& label,
              const std::vector<std::pair<float, float>>& points, const std::vector<float>& pressure,
              const ui::Rect& rect);

/// Two hands and the picture of the scanner, beside or below each other. The words under the hands are set
/// here.
void hands_beside(const Frame& frame, ui::Hands hands, const ui::PictureView& picture, const ui::Rect& rect);

/// One of a few tries: as many dots as there were, the used ones crossed.
void tries(const Frame& frame, int left, int of, ui::Rect& area);

/// A sentence with a sign in the middle of a rectangle.
void centre_note(const Frame& frame, ui::Icon icon, const std::string& title, const std::string& text,
                 const ui::Rect& rect);

}  // namespace loket::screens::staff
