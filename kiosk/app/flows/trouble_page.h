#pragma once
// The page of a kiosk that does not serve: why, in words for whoever stands before it, and what an officer does.

#include <string>

#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/applicant.h"

namespace loket::app {

/// `code`: of an error that keeps the office closed ("store.corrupt", "disk.full"); one without words of its own ("trouble.CODE") is named.
/// A page of damaged data offers a copy on a stick ("done"): whoever holds the code may say so, for no officer can sign in there.
viewmodels::Message trouble_page(const ui::Strings& words, const std::string& code);

bool may_restore(const std::string& code);

}  // namespace loket::app
