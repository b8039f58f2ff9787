#pragma once
// What every screen shows, as values ready to draw: texts are already in the person's language, dates already written out.
// A screen is a pure function of its view model and answers with intents; it knows neither engine nor devices.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devices/base/image.h"

namespace loket::viewmodels {

/// Languages of the interface, in the order of the switch; words in assets/strings, voices in assets/speech.
inline constexpr std::array<const char*, 3> kLanguages{"id", "en", "ms"};

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

/// Around every screen. Intents: "language" (one of kLanguages), "tool.text_size", "tool.contrast", "tool.voice", "tool.display",
/// "tool.call_officer", "back", "notice.close", "sign_out", "role",
/// "staff" (a long press on the logo or F12: to the sign-in page).
struct Chrome {
    std::string office{}, place{};        ///< "Anjungan Layanan Loket", "Disdukcapil Kabupaten Bintan"
    std::string date{}, time{};           ///< "Sen 23 Nov 2026", "10.24 WIB"
    std::string language = "id";
    bool voice = false;               ///< the person is guided by voice
    bool simulated = false;           ///< simulated devices are in use: shown on every screen
    std::optional<Officer> officer{};   ///< signed in
    std::optional<Notice> notice{};     ///< banner under the header
    std::string help{};                 ///< officers: somebody calls for help, in words; empty: nobody
    std::string help_number{};          ///< of that call. Intent "help.answer" (number)
    std::string officer_called{};       ///< set while an officer has been called
    bool back = true;
};

/// What lies over any page. Intents: "look.text" (0-2), "look.contrast", "look.hand", "look.voice" (off|on), "look.volume",
/// "look.rate" (0-2), "look.close"; "timeout.stay", "timeout.leave"; "tool.call_officer".
struct Overlay {
    struct Look {
        int text_step = 0;
        bool high_contrast = false, left_handed = false, voice = false;
        int volume = 1, rate = 1;
    };
    std::optional<Look> look{};     ///< the page of settings is open
    std::optional<int> leaving{};   ///< seconds until everything typed is wiped
    std::string caption{};          ///< of a sound that was just played
    std::string wait{};             ///< what takes so long
};

/// Progress through the applicant's pages.
struct Stepper {
    std::vector<std::string> labels{};
    int current = 0;
};

}  // namespace loket::viewmodels
