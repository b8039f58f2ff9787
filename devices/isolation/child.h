#pragma once
// The process in which a device lives.

#include <functional>
#include <string>
#include <string_view>

#include "devices/base/result.h"

namespace loket::isolation {

/// A helper that runs: our end of its socket, and the one way to end it.
struct Child {
    int socket = -1;
    /// Ends it by force unless it has ended; says how it ended ("signal 9"). Bounded: 100 ms. To be called once.
    std::function<std::string()> end;
};

/// Starts a helper for a driver.
using Launcher = std::function<Result<Child>(std::string_view driver)>;

/// `program device-helper DRIVER` with the socket as file 3 and no other file of ours; its standard output goes nowhere. Whoever
/// starts it must end it on the same thread: the kernel kills it when that thread is no more (PR_SET_PDEATHSIG).
Launcher launch(std::string program);
/// Said by a program whose command line knows kHelperWord.
void this_program_helps();
/// The program that runs, once more. In one that has not said so nothing is started (Unsupported): it would take the word of a helper for
/// its own, begin its own work again, and so on without end.
Launcher launch_self();

/// The word of the command line that makes a program a helper, and the file it then talks over.
inline constexpr const char* kHelperWord = "device-helper";
inline constexpr int kHelperSocket = 3;

}  // namespace loket::isolation
