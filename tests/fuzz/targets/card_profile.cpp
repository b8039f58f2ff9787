#include "devices/card/operations.h"

#include "devices/card/tlv.h"
#include "devices/sim_card/card_os.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

constexpr card::CardNumber kNumber{0x4C, 0x4B, 0x54, 1, 2, 3, 4, 5, 6, 7};

/// Commands before a chip: it answers each with a status word at least.
void chip(ByteView bytes) {
    const card::TestSam sam;
    sim_card::CardOs os({{kNumber, {{card::Keys::Personalise, sam.keys_for(kNumber, card::Keys::Personalise)}}}, {}});
    while (!bytes.empty()) require(os.answer(take(bytes, take_first(bytes))).size() >= 2, "a chip answers with a status word at least");
    require(os.life() == card::Life::Created, "who has no keys changes nothing");
}

/// Answers before a reader.
void reader(ByteView bytes) {
    card::TestSam sam;
    SeededRandom random(1);
    int asked = 0;
    card::Terminal terminal(
        [&](ByteView) -> Result<Bytes> {
            require(++asked < 20'000, "a reader does not ask for ever");
            if (bytes.empty()) return rejected("card.not_on_reader", "taken away");
            const auto part = take(bytes, take_first(bytes));
            return Bytes(part.begin(), part.end());
        },
        sam, random);
    const auto read = card::read_card(terminal, {});
    require(!read, "no bytes are a card without its keys");
}

/// Files of a card, each with its length before it.
void files(ByteView bytes) {
    card::CardFiles all;
    for (const auto file : card::kFiles) {
        const auto part = take(bytes, static_cast<std::size_t>(take_first(bytes)) * 4);
        all[file] = Bytes(part.begin(), part.end());
    }
    const auto report = card::check_files(all, {});
    if (report) require(report->authenticity != card::Authenticity::Authentic, "without authorities nothing is authentic");
    const auto content = card::decode_content(all);
    if (!content) return require(content.error().fault == Fault::Corrupt, "bad files are Corrupt");
    const auto again = card::encode_content(*content);
    require(again && card::decode_content(*again) && card::decode_content(*again).value() == *content, "content survives being written again");
}

}  // namespace

/// The card's profile: both sides, and the files.
void card_profile(ByteView bytes) {
    switch (take_first(bytes) % 3) {
        case 0: return chip(bytes);
        case 1: return reader(bytes);
        default: return files(bytes);
    }
}

}  // namespace loket::fuzz
