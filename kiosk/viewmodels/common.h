#pragma once
// What every screen shows, as values ready to draw: texts are already in the person's language, dates already written out.
// A screen is a pure function of its view model and answers with intents; it knows neither engine nor devices.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devices/base/image.h"

namespace loket::viewmodels {

/// What the person asked for by touching something: a name from the list in each view model, and what it is about.
struct Intent {
    std::string name{};
    std::string value{};
};
using Intents = std::vector<Intent>;

enum class Tone { Info, Good, Warning, Bad };

/// A sentence that says what is the matter and what to do next.
struct Notice {
    Tone tone = Tone::Info;
    std::string text{};
};

struct Row {
    std::string label{}, value{};
};

/// A picture that may be shared with the thread that made it. `revision` changes when the pixels do.
struct Picture {
    std::shared_ptr<const RgbaImage> image{};
    int revision = 0;
};

struct Officer {
    std::string user{}, name{}, role{};  ///< role: "Front Office", "Kepala Seksi" … in words
    std::string next_role{};             ///< of an officer with more than one role: what intent "role" changes to
};

/// Around every screen. Intents: "language" (id|en), "tool.text_size", "tool.contrast", "tool.voice", "tool.call_officer",
/// "back", "notice.close", "sign_out", "role",
/// "staff" (a long press on the logo or F12: to the sign-in page).
struct Chrome {
    std::string office{}, place{};        ///< "Anjungan Layanan Loket", "Disdukcapil Kabupaten Bintan"
    std::string date{}, time{};           ///< "Sen 23 Nov 2026", "10.24 WIB"
    std::string language = "id";
    bool simulated = false;           ///< simulated devices are in use: shown on every screen
    std::optional<Officer> officer{};   ///< signed in
    std::optional<Notice> notice{};     ///< banner under the header
    std::string officer_called{};       ///< set while an officer has been called
    bool back = true;
};

/// Progress through the applicant's pages.
struct Stepper {
    std::vector<std::string> labels{};
    int current = 0;
};

}  // namespace loket::viewmodels
