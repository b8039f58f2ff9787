#include "tests/fuzz/target.h"
#include "workflow/lan/dns_sd.h"

namespace loket::fuzz {

/// What anybody on the network may send to the port at which machines look for each other.
void dns_sd(ByteView bytes) {
    using namespace lan::dns;
    const auto read = read_message(bytes);
    if (!read) return require(read.error().fault == Fault::Corrupt, "a refusal is of the bytes");
    const auto again = read_message(encode(*read));
    require(again && *again == *read, "what was read can be written and read again");
    for (const auto& found : found_in(*read)) {
        require(!found.instance.empty() && found.instance.size() <= 63 && found.port != 0, "what is found can be shown and called");
        require(std::ranges::none_of(found.instance, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }), "nothing that is shown moves a cursor");
    }
    const Announcement mine{.instance = "Kabupaten Bintan 0 (7f3a)", .host = "loket-7f3a-0", .port = 7373, .texts = {{"txtvers", "1"}}, .addresses = {{192, 168, 1, 5}}};
    for (const bool direct : {false, true})
        if (const auto answer = answer_to(*read, mine, direct)) {
            require(!read->questions.empty() && !answer->answers.empty(), "only questions are answered");
            require(read_message(encode(*answer)).ok(), "an answer can be read");
        }
}

}  // namespace loket::fuzz
