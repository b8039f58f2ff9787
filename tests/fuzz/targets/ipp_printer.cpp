// What a printer and a job say of themselves: any IPP message, read by libcups as from the wire.

#include "drivers/ipp_printer/state.h"

#include <cups/cups.h>

#include <algorithm>

#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

using namespace drivers::ipp_printer;

/// Nothing when it is no message.
Ipp message_of(ByteView bytes) {
    Ipp message(ippNew());
    const auto piece = [](void* from, ipp_uchar_t* to, size_t count) {
        const auto part = take(*static_cast<ByteView*>(from), count);
        std::copy(part.begin(), part.end(), to);
        return static_cast<ssize_t>(part.size());
    };
    ipp_state_t state;
    do state = ippReadIO(&bytes, piece, 1, nullptr, message.get());
    while (state != IPP_STATE_DATA && state != IPP_STATE_ERROR);
    return state == IPP_STATE_DATA ? std::move(message) : nullptr;
}

}  // namespace

void ipp_printer(ByteView bytes) {
    const auto said = message_of(bytes);
    if (!said) return;
    const auto health = health_of(said.get());
    require(health.ready == health.reasons.empty(), "a printer is ready unless there is a reason");
    for (const auto& supply : health.supplies) require(supply.percent >= 0 && supply.percent <= 100, "a supply is a part of the whole");
    if (!stopping_reason(said.get()).empty()) require(!health.ready, "what stops it is told");
    if (const auto verdict = verdict_of(said.get(), said.get())) require(verdict->ok() == came_out(said.get()), "success is only a completed job");
    if (const auto form = form_for(said.get())) require(form->dpi >= 100 && form->dpi <= 1200, "a resolution that can be drawn");
}

}  // namespace loket::fuzz
