#pragma once
// The fields of everything that crosses the border of a process, once for both directions. A structured binding must name every
// field: whoever adds one to the model is told by the compiler to add it here.

#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "devices/model/driver.h"

namespace loket::isolation {

/// The first thing a helper hears: which device it is.
struct Begin {
    std::string driver, address, name;
    model::Settings settings;
};

/// What a helper says at the end of everything it was asked. Only what was asked for is filled in.
struct Answer {
    std::optional<Error> error;
    model::Identity identity;
    model::Health health;
    std::optional<model::Content> content;
    std::vector<model::Sighting> sightings;
};

inline auto tied(Begin& of) { auto& [driver, address, name, settings] = of; return std::tie(driver, address, name, settings); }
inline auto tied(Answer& of) { auto& [error, identity, health, content, sightings] = of; return std::tie(error, identity, health, content, sightings); }
inline auto tied(Error& of) { auto& [fault, context, code] = of; return std::tie(fault, context, code); }
inline auto tied(model::Sighting& of) { auto& [address, name, inside_printer] = of; return std::tie(address, name, inside_printer); }
inline auto tied(model::Identity& of) {
    auto& [driver, vendor, product, serial, firmware, simulated] = of;
    return std::tie(driver, vendor, product, serial, firmware, simulated);
}
inline auto tied(model::Supply& of) { auto& [name, percent, units] = of; return std::tie(name, percent, units); }
inline auto tied(model::Health& of) { auto& [ready, reasons, supplies] = of; return std::tie(ready, reasons, supplies); }

inline auto tied(model::FingerRequest& of) { auto& [fingers, slap] = of; return std::tie(fingers, slap); }
inline auto tied(model::IrisRequest& of) { auto& [eyes] = of; return std::tie(eyes); }
inline auto tied(model::CardPrintRequest& of) { auto& [job, data, emblem, encode] = of; return static_cast<void>(encode), std::tie(job, data, emblem); }
inline auto tied(model::ApduRequest& of) { auto& [commands, patience, talk] = of; return static_cast<void>(talk), std::tie(commands, patience); }
inline auto tied(model::ReceiptRequest& of) { auto& [job, slip] = of; return std::tie(job, slip); }
inline auto tied(model::SheetRequest& of) { auto& [job, pdf, sheets] = of; return std::tie(job, pdf, sheets); }
inline auto tied(model::PaperRequest& of) { auto& [sheets] = of; return std::tie(sheets); }
inline auto tied(model::HeadsetRequest& of) { auto& [known] = of; return std::tie(known); }
inline auto tied(model::LightRequest& of) { auto& [sign] = of; return std::tie(sign); }

inline auto tied(model::FingerImage& of) { auto& [finger, image] = of; return std::tie(finger, image); }
inline auto tied(model::FingerOutcome& of) { auto& [plate, fingers] = of; return std::tie(plate, fingers); }
inline auto tied(model::IrisImage& of) { auto& [eye, image] = of; return std::tie(eye, image); }
inline auto tied(model::IrisOutcome& of) { auto& [eyes] = of; return std::tie(eyes); }
inline auto tied(model::PhotoOutcome& of) { auto& [image] = of; return std::tie(image); }
inline auto tied(model::PenSample& of) { auto& [x, y, pressure, millis] = of; return std::tie(x, y, pressure, millis); }
inline auto tied(model::SignatureOutcome& of) { auto& [width, height, samples] = of; return std::tie(width, height, samples); }
inline auto tied(model::CardPrintOutcome& of) { auto& [uid, encoded] = of; return std::tie(uid, encoded); }
inline auto tied(model::ApduOutcome& of) { auto& [uid, responses] = of; return std::tie(uid, responses); }
inline auto tied(model::PaperOutcome& of) { auto& [image, further] = of; return std::tie(image, further); }
inline auto tied(model::HeadsetOutcome& of) { auto& [plugged] = of; return std::tie(plugged); }
inline auto tied(model::CodeOutcome& of) { auto& [text] = of; return std::tie(text); }
inline auto tied(model::KeypadOutcome& of) { auto& [key, held] = of; return std::tie(key, held); }

/// Requests and outcomes that say nothing.
template <class T>
    requires std::is_empty_v<T>
std::tuple<> tied(T&) {
    return {};
}

/// Whether a number that arrived is one of the enumeration.
inline constexpr bool known(Fault fault) { return fault <= Fault::Internal; }
inline constexpr bool known(model::Finger finger) { return finger <= model::Finger::LeftLittle; }
inline constexpr bool known(model::Eye eye) { return eye == model::Eye::Right || eye == model::Eye::Left; }
inline constexpr bool known(model::Slap slap) { return slap <= model::Slap::Thumbs; }
inline constexpr bool known(model::PadKey key) { return key <= model::PadKey::Digit9; }
inline constexpr bool known(model::Sign sign) { return sign <= model::Sign::OutOfOrder; }

}  // namespace loket::isolation
