#include <algorithm>

#include "devices/card/operations.h"
#include "devices/sim_card/card_os.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

using card::Keys;

constexpr card::CardNumber kHolders{0x4C, 0x4B, 0x54, 1, 2, 3, 4, 5, 6, 8};
const Bytes kRightIndex(90, 0x21), kLeftIndex(120, 0x22);

card::CardFiles files_of_somebody() {
    card::CardContent content;
    content.biodata = {"2101064107900001", "SITI CONTOH", "TANJUNG UBAN", "1990-07-01", "PEREMPUAN", "O", "JL. CONTOH NO. 1", "003/019", "TANJUNG UBAN KOTA", "BINTAN UTARA",
                       "BINTAN", "KEPULAUAN RIAU", "ISLAM", "KAWIN", "WIRASWASTA", "WNI", "SEUMUR HIDUP", "2026-11-29"};
    content.photo = Bytes(1500, 0x5A);
    content.signature = Bytes(400, 0x33);
    content.fingers = {{biometrics::Finger::RightIndex, kRightIndex}, {biometrics::Finger::LeftIndex, kLeftIndex}};
    content.blanko = "B-000123";
    content.number = kHolders;
    auto files = card::encode_content(content);
    require(files.ok(), "a card's content can be written");
    (*files)[card::File::Security] = Bytes(100, 0x30);
    return std::move(files).value();
}

/// Written and locked, not yet handed over; its chip compares fingers.
sim_card::Plastic locked_card() {
    card::TestSam sam;
    SeededRandom random(1);
    sim_card::CardOs os({{kHolders, sam.factory_keys(kHolders), [](ByteView kept, ByteView shown) { return std::ranges::equal(kept, shown); }}, {}});
    card::Terminal terminal([&os](ByteView command) -> Result<Bytes> { return os.answer(command); }, sam, random);
    require(terminal.select() && terminal.open(Keys::Personalise) && terminal.write_files(files_of_somebody()) && terminal.lock(), "a card can be made");
    return os.plastic();
}

/// Lets on what it told the terminal.
struct TalkativeSam final : card::SecureAccessModule {
    Result<card::Conversation> open(const card::Greeting& greeting) override {
        auto conversation = own.open(greeting);
        if (conversation) last = *conversation;
        return conversation;
    }
    [[nodiscard]] std::string name() const override { return own.name(); }
    [[nodiscard]] bool is_test() const override { return true; }
    card::TestSam own;
    card::Conversation last{};
};

/// The reader's side of a conversation in which somebody who has the keys says what he likes.
card::Secured converse(sim_card::CardOs& os, Keys keys) {
    TalkativeSam sam;
    SeededRandom random(2);
    card::Terminal terminal([&os](ByteView command) -> Result<Bytes> { return os.answer(command); }, sam, random);
    require(terminal.select() && terminal.open(keys), "a conversation can be had");
    card::Secured secured(sam.last.keys);
    (void)secured.authenticate(sam.last.cryptogram);  // the terminal has sent the same
    return secured;
}

bool holds(ByteView text, ByteView part) { return std::search(text.begin(), text.end(), part.begin(), part.end()) != text.end(); }

}  // namespace

/// Any commands of somebody who has an office's keys, before the locked card of another person: no minutiae leave the chip, nothing but the holder's own
/// finger is taken for it, nothing is written.
void card_holder(ByteView bytes) {
    static const auto kCard = locked_card();
    sim_card::CardOs os(kCard);
    const auto room = os.plastic().memory.size();
    auto secured = converse(os, take_first(bytes) % 2 == 0 ? Keys::Read : Keys::LifeCycle);
    while (!bytes.empty()) {
        const auto head = take(bytes, 4);
        if (head.size() < 4) break;
        const auto data = take(bytes, take_first(bytes) % 200);
        const card::Command command{.cla = head[0], .ins = head[1], .p1 = head[2], .p2 = head[3], .data = Bytes(data.begin(), data.end()), .expected = card::kMostShort};
        const auto answer = secured.unwrap(os.answer(card::to_bytes(secured.wrap(command))));
        if (!answer) break;  // a conversation that is over
        require(!holds(answer->data, ByteView(kRightIndex).first(16)) && !holds(answer->data, ByteView(kLeftIndex).first(16)), "minutiae do not leave a chip that compares them");
        if (answer->ok() && command.ins == card::instruction::kVerify) require(holds(data, kRightIndex) || holds(data, kLeftIndex), "only the holder's finger is the holder's");
    }
    require(os.life() >= card::Life::Locked && os.plastic().memory.size() == room, "a locked card stays written");
}

}  // namespace loket::fuzz
