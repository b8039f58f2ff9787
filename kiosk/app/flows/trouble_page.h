#pragma once
// The page of a kiosk that does not serve: why, in words for whoever stands before it, and what an officer does.

#include <string>

#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/applicant.h"

namespace loket::app {

/// `code`: of an error that keeps the office closed ("store.corrupt", "disk.full"); one without words of its own ("trouble.CODE") is named.
viewmodels::Message trouble_page(const ui::Strings& words, const std::string& code);

}  // namespace loket::app
