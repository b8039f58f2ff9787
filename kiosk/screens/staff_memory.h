#pragma once
// What an officer's page remembers between frames that is nobody else's business: an open dialog, text not
// yet sent, the page of a long list. Kept for one file; another file starts afresh. UI thread only.

#include <set>
#include <string>

#include "kiosk/ui/field_model.h"
#include "kiosk/ui/props.h"

namespace loket::screens::staff {

struct Memory {
    std::string file;
    std::string dialog;                          ///< intent whose dialog is open; empty: none
    int reason = -1;                             ///< chosen in the dialog
    ui::FieldModel text{ui::Accept::Any, 160};   ///< typed in the dialog
    ui::FieldModel resi{ui::Accept::Upper, 40};  ///< typed or read at the hand-over
    std::string resi_read;  ///< what the flow last said was read; shown once, then the officer's to change
    ui::FieldModel pieces{ui::Accept::Digits, 6};  ///< of blanks or supplies
    int paper = -1;         ///< whose picture is over the whole page, by requirement; -1: none
    std::string section;    ///< part of the file that is shown where not all of it fits
    std::set<std::string> seen;  ///< parts that were shown

    /// Opens a dialog, empty.
    void ask(std::string name);
    void close_dialog() { ask({}); }
};

/// The memory of a file; an empty id is "no file open".
Memory& memory_of(const std::string& file);
/// Of the dialog in which a superior allows something; kept until it is closed.
Memory& override_memory();
/// Which lines of a work list are shown; survives the opening of files.
ui::TablePage& list_page(const std::string& tab);
/// Forgets everything: another officer sits down.
void forget();

}  // namespace loket::screens::staff
