#pragma once
// Officers' pages in the states an office sees, with data of nobody: material for audits, intents and
// pictures.

#include <functional>
#include <string>
#include <vector>

#include "kiosk/screens/complaints.h"
#include "kiosk/screens/office.h"
#include "kiosk/screens/officers.h"
#include "kiosk/screens/staff.h"
#include "kiosk/ui/headless.h"

namespace loket::screens::samples {

using Draw = std::function<void(ui::Ui&, const Words&, const viewmodels::Chrome&, viewmodels::Intents&)>;

/// A page in one state. `taps` are done before it is judged: they open a dialog or turn to a part of the
/// file.
struct State {
    std::string name;
    Draw draw;
    std::vector<std::string> taps{};
};

viewmodels::Chrome chrome(const std::string& language = "id");
const std::vector<State>& states();
const State& state(const std::string& name);
/// Those of the front office, a part of states().
std::vector<State> counter_states();
/// Those of print, activation and hand-over; part of states().
std::vector<State> card_states();
/// Those of the administrator and of signing in with more than a PIN; part of states().
std::vector<State> officers_states();

// View models that tests of intents change a little before they draw them.
/// The file everybody works on, at a step of the SOP.
viewmodels::FileHead head(const std::string& step = "3. Periksa kelengkapan, registrasi, beri Resi Bukti Pengurusan", int standard = 10);
std::vector<viewmodels::CheckFile::Item> items(bool marked);
viewmodels::Desk desk(const std::string& tab, const std::string& title, bool with_files = true);
viewmodels::Counter counter(const std::string& called);
std::vector<viewmodels::Compared> compared_rows();
viewmodels::CheckFile check_file();
viewmodels::Verify verify();
viewmodels::Recording recording(viewmodels::Recording::Stage stage);
viewmodels::PrintDesk print_desk();
viewmodels::Activation activation();
viewmodels::HandOver hand_over();
viewmodels::FrontOffice front_office(bool called);

/// Anything with a draw() of its own, as a Draw.
template <class View>
Draw page(View view) {
    return [view](ui::Ui& ui, const Words& words, const viewmodels::Chrome& frame,
                  viewmodels::Intents& intents) { screens::draw(ui, words, frame, view, intents); };
}
/// The same for pages that get their desk beside the view.
template <class View>
Draw page(View view, viewmodels::Desk list) {
    return
        [view, list](ui::Ui& ui, const Words& words, const viewmodels::Chrome& frame,
                     viewmodels::Intents& intents) { screens::draw(ui, words, frame, view, list, intents); };
}

}  // namespace loket::screens::samples
