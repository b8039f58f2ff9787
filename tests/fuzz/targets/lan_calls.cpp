#include "tests/fuzz/target.h"
#include "workflow/lan/wire.h"

namespace loket::fuzz {
namespace {

template <class Body>
void one_encoding(const Result<Body>& read, ByteView bytes) {
    if (read) require(std::ranges::equal(lan::encode(*read), bytes), "a call has one encoding");
    else require(read.error().fault == Fault::Corrupt, "a refusal is of the bytes");
}

}  // namespace

/// What a machine of the office, or somebody who is none, may send to another.
void lan_calls(ByteView bytes) {
    switch (take_first(bytes) % 7) {
        case 0: return one_encoding(lan::decode_proposal(bytes), bytes);
        case 1: return one_encoding(lan::decode_answer(bytes), bytes);
        case 2: return one_encoding(lan::decode_after(bytes), bytes);
        case 3: return one_encoding(lan::decode_joining(bytes), bytes);
        case 4: return one_encoding(lan::decode_members(bytes), bytes);
        case 5: return one_encoding(lan::decode_copy_piece(bytes), bytes);
        default: {
            const auto files = lan::decode_files(bytes);
            if (!files) return;
            for (const auto& file : *files) require(file.name.find("..") == std::string::npos && !file.name.starts_with('/'), "a file stays in its folder");
        }
    }
}

}  // namespace loket::fuzz
