#pragma once
// The core's thread owns store and state: whoever works on another thread asks it and waits.

#include <future>

#include "kiosk/app/core/core_thread.h"
#include "workflow/sync/carry/at_store.h"

namespace loket::app {

/// Never on the screen's thread. Besides the work's own answer: Busy where the core's queue is full.
template <class Work>
auto ask_core(CoreThread& core, Work work) -> std::invoke_result_t<Work, Core&> {
    try {
        return core.ask(std::move(work)).get();
    } catch (const std::future_error&) {
        return Error{Fault::Busy, "the core's queue was full"};
    }
}

/// The way to its store; the core outlives it.
inline sync::AtStore at_store(CoreThread& core) {
    return [&core](const std::function<Status(store::Store&)>& work) { return ask_core(core, [&work](Core& owner) { return work(owner.store()); }); };
}

}  // namespace loket::app
