#pragma once
// Pages that show every widget the way screens use them: material for audits, goldens and for looking at.

#include <array>
#include <string_view>

#include "kiosk/ui/headless.h"

namespace loket::ui::gallery {

/// What the pages keep between frames.
struct State {
    FieldModel nik{Accept::Digits, 16, "217102520590"};
    FieldModel name{Accept::Name, 60, "SITI NURHALIZA BINTI AHM"};
    FieldModel user{Accept::Any, 30, "petugas.01"};
    FieldModel pin{Accept::Digits, 6, "1234"};
    Ink ink;
    TablePage table;
    std::string selected = "R-1210";
    std::string choice = "hilang";
    std::string last;  ///< id of what was tapped last
    CheckState check = CheckState::Open;
    bool dialog = false;
    Picture face, finger;
};

struct Page {
    std::string_view name;
    void (*draw)(Ui&, State&);
};

void home(Ui& ui, State& state);
void nik(Ui& ui, State& state);
void fingers(Ui& ui, State& state);
void face(Ui& ui, State& state);
void keyboard(Ui& ui, State& state);
void signature(Ui& ui, State& state);
void done(Ui& ui, State& state);
void choose(Ui& ui, State& state);
void review(Ui& ui, State& state);
void verification(Ui& ui, State& state);
void checklist(Ui& ui, State& state);
void status(Ui& ui, State& state);

inline constexpr std::array<Page, 12> kPages{{{"home", home},
                                              {"nik", nik},
                                              {"fingers", fingers},
                                              {"face", face},
                                              {"keyboard", keyboard},
                                              {"signature", signature},
                                              {"done", done},
                                              {"choose", choose},
                                              {"review", review},
                                              {"verification", verification},
                                              {"checklist", checklist},
                                              {"status", status}}};

/// A picture with shading and fine lines, made by arithmetic.
Picture test_portrait();
Picture test_ridges();
/// A state with pictures and some ink.
State filled();

}  // namespace loket::ui::gallery
