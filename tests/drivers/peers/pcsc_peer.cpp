// Our card on a real pcscd, and our driver before it. `with COMMAND`: another program finds the card there. `check`: the driver finds
// the reader, the card, and what chips do. Exit 77: this machine allows no namespaces.

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <mutex>
#include <numeric>
#include <optional>
#include <stdexcept>

#include "devices/base/wait.h"
#include "devices/card/chip_sam.h"
#include "devices/card/operations.h"
#include "devices/runtime/address_watch.h"
#include "devices/runtime/run.h"
#include "devices/sim_card/sam_os.h"
#include "drivers/pcsc_reader/apdu.h"
#include "drivers/pcsc_reader/card_model.h"
#include "drivers/pcsc_reader/cards.h"
#include "drivers/pcsc_reader/driver.h"
#include "tests/drivers/peers/pcsc_station.h"
#include "tests/drivers/peers/vpcd_card.h"

using namespace loket;
using namespace loket::test;
using Clock_ = std::chrono::steady_clock;

namespace {

constexpr int kForbidden = 77;
const std::string kUid = "04a1b2c3d4e5f6", kReaderId = "pcsc_reader:Virtual PCD 00 00";
const Bytes kSelect = {0x00, 0xA4, 0x04, 0x00, 0x07, 0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x02};

void need(bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what);
    fmt::print("ok: {}\n", what);
}

Status with_terminal(const model::ApduCarry& carry, const std::function<Status(card::Terminal&)>& conversation) {
    card::TestSam sam;
    SystemRandom random;
    card::Terminal terminal(carry, sam, random);
    return conversation(terminal);
}

/// Somebody's files, without a signature, and locked.
Status write(card::Terminal& terminal) {
    card::CardContent content;
    content.biodata.name = "SPECIMEN";
    content.photo = Bytes(2000, 0x5A);
    content.blanko = "SPECIMEN 1";
    LOKET_TRY(terminal.select());
    LOKET_ASSIGN(number, terminal.open(card::Keys::Personalise));
    content.number = number;
    LOKET_ASSIGN(files, card::encode_content(content));
    files[card::File::Security] = Bytes(900, 0x77);
    LOKET_TRY(terminal.write_files(files));
    return terminal.lock();
}

/// The card of the kiosk; beside it, under CLA 80, the exercises of ISO/IEC 7816-4: 80 D1 many bytes, 80 D2 "61", 80 D3 "6C", 80 D4 counts.
class DrillCard {
  public:
    DrillCard() { scene_.place_card(kUid); }
    VpcdCard::Chip chip() {
        return {.atr = [] { return drivers::pcsc_reader::CardModel::atr(); },
                .power_up = [this] { card_.power_up(); },
                .answer = [this](ByteView command) { return answer(command); }};
    }

    /// As the print room leaves it.
    void personalise() {
        card_.power_up();
        need(with_terminal([this](ByteView command) -> Result<Bytes> { return card_.answer(command); }, write).ok(), "a specimen is made");
    }

  private:
    Bytes answer(ByteView command) {
        const auto parsed = drivers::pcsc_reader::parse_command(command);
        if (!parsed) return {0x67, 0x00};
        const auto some = [](std::size_t count, std::uint16_t status) {
            Bytes data(count);
            std::iota(data.begin(), data.end(), std::uint8_t{0});
            return ByteWriter{}.raw(data).u16(status).take();
        };
        if (parsed->ins == 0xC0) return some(parsed->expected.value_or(0), 0x9000);
        if (parsed->cla != 0x80 || parsed->ins < 0xD0) return card_.answer(command);
        if (parsed->ins == 0xD1) return some(parsed->expected.value_or(0), 0x9000);
        if (parsed->ins == 0xD2) return some(2, 0x6105);
        if (parsed->ins == 0xD3) return parsed->expected == 3U ? some(3, 0x9000) : Bytes{0x6C, 0x03};
        if (parsed->ins == 0xD4) return ByteWriter{}.u16(static_cast<std::uint16_t>(parsed->data.size())).u16(0x9000).take();
        return {0x6D, 0x00};
    }
    model::Scene scene_;
    drivers::pcsc_reader::CardModel card_{scene_};
};

template <class Condition>
bool soon(const Condition& holds) {
    for (int i = 0; i < 1500 && !holds(); ++i) wait_for(Millis{10}, {});
    return holds();
}

struct Check {
    [[nodiscard]] bool here() const {
        for (const auto& each : registry.list())
            if (each.id == kReaderId) return true;
        return false;
    }
    Result<model::ApduOutcome> ask(std::vector<Bytes> commands, Millis patience = Millis{0}) {
        LOKET_ASSIGN(outcome, runtime::run(registry, model::Kind::CardReader, model::ApduRequest{std::move(commands), patience}, sink));
        return std::get<model::ApduOutcome>(outcome.content);
    }
    bool says(const Bytes& command, std::size_t count, std::uint16_t status) {
        const auto answer = ask({command});
        return answer && answer->responses.front().size() == count + 2 && ByteReader(ByteView{answer->responses.front()}.last(2)).u16() == status;
    }
    Status talk(const std::function<Status(card::Terminal&)>& conversation) {
        model::ApduRequest request;
        request.talk = [conversation](const std::string&, const model::ApduCarry& carry) -> Status { return with_terminal(carry, conversation); };
        LOKET_ASSIGN(outcome, runtime::run(registry, model::Kind::CardReader, request, sink));
        (void)outcome;
        return {};
    }
    void readers();
    void inside();
    void card();
    void file();
    void module();
    void drill();
    void speed();
    void torn();

    SystemClock clock;
    static constexpr std::array<const model::Driver*, 1> kOnly{&drivers::pcsc_reader::kDriver};
    runtime::Registry registry{kOnly, clock, nullptr, {{"pcsc_reader.printer", "Virtual PCD 00 01"}}};
    runtime::SilentSink sink;
    DrillCard drill_card;
    runtime::AddressWatch watch{registry};
    std::optional<Pcscd> service;
    std::optional<VpcdCard> lying;
};

void Check::readers() {
    watch.looked(Millis{5000});
    need(!here(), "without pcscd there is no reader");
    service.emplace();
    need(soon([&] { return here(); }), "a reader comes with pcscd");
    service.reset();
    need(soon([&] { return !here(); }), "a reader leaves with pcscd");
    service.emplace();
    need(soon([&] { return here(); }), "a reader comes back");
}

/// The second reader is the printer's: no desk sees the card in it, and the printer sees no other.
void Check::inside() {
    need(*registry.station_reader() == "pcsc_reader:Virtual PCD 00 01", "the printer's reader is told by its name");
    const VpcdCard fed(drill_card.chip(), kVpcdPort + 1);
    const auto in_printer = runtime::run(registry, *registry.station_reader(), model::ApduRequest{{kSelect}, Millis{20'000}}, sink);
    need(in_printer && std::get<model::ApduOutcome>(in_printer->content).card_uid == kUid, "the printer's card is seen in the printer");
    need(ask({kSelect}).error().code == "card.not_on_reader", "and by no desk");
}

void Check::card() {
    need(ask({kSelect}).error().code == "card.not_on_reader", "an empty reader says so");
    std::jthread hand([&] {
        wait_for(Millis{100}, {});
        lying.emplace(drill_card.chip(), kVpcdPort);
    });
    const auto answer = ask({kSelect}, Millis{20'000});
    hand.join();
    need(answer && answer->card_uid == kUid, "a card that is laid down is awaited and tells its number");
    need(answer->responses.size() == 1 && answer->responses.front().size() > 12, "its application is there");
}

void Check::file() {
    const auto wrote = talk([](card::Terminal& terminal) -> Status { return write(terminal); });
    need(wrote.ok(), "the card is written and read back in a secured conversation" + (wrote ? std::string() : ": " + wrote.error().context));
    need(ask({{0x00, 0xB0, 0x00, 0x00, 0x00}})->responses.front() == Bytes{0x69, 0x86}, "a new request finds the card reset");
    const auto active = talk([](card::Terminal& terminal) -> Status { return card::activate_card(terminal); });
    need(active.ok(), "and it is activated");
}

/// A SAM lies in the second reader, and opens the card in the first.
void Check::module() {
    sim_card::SamPlastic plastic{.master = card::kTestMaster, .pin = "13572468"};
    std::optional<sim_card::SamOs> chip;
    const VpcdCard slot({.atr = [] { return Bytes{0x3B, 0x80, 0x01, 0x81}; }, .power_up = [&] { chip.emplace(plastic); }, .answer = [&](ByteView command) { return chip->answer(command); }},
                        kVpcdPort + 1);
    card::ChipSam sam([](const auto& conversation) { return drivers::pcsc_reader::with_chip_in("Virtual PCD 00 01", conversation); }, plastic.pin);
    need(soon([&] { return sam.ready().ok(); }), "a SAM in a contact reader takes its PIN");
    need(sam.name() == plastic.name && sam.is_test(), "and says what it is");
    model::ApduRequest request;
    request.talk = [&](const std::string&, const model::ApduCarry& carry) -> Status {
        SystemRandom random;
        card::Terminal terminal(carry, sam, random);
        LOKET_TRY(terminal.select());
        LOKET_TRY(terminal.open(card::Keys::Read));
        LOKET_TRY(terminal.read_files());
        return {};
    };
    const auto read = runtime::run(registry, model::Kind::CardReader, request, sink);
    need(read.ok(), "with its keys the card in the other reader is read" + (read ? std::string() : ": " + read.error().context));
    card::ChipSam mistaken([](const auto& conversation) { return drivers::pcsc_reader::with_chip_in("Virtual PCD 00 01", conversation); }, "0000");
    need(mistaken.ready().error().code == "sam.pin" && plastic.tries == 2, "63C2: a wrong PIN costs one try");
}

void Check::drill() {
    need(says({0x80, 0xD1, 0, 0, 0x10}, 16, 0x9000), "a short answer");
    need(says({0x80, 0xD1, 0, 0, 0, 0x20, 0x00}, 0x2000, 0x9000), "an answer of extended length, 8192 bytes");
    need(says({0x80, 0xD2, 0, 0, 0}, 7, 0x9000), "61xx: the rest is fetched");
    need(says({0x80, 0xD3, 0, 0, 0}, 3, 0x9000), "6Cxx: asked again with the right length");
    Bytes much{0x80, 0xD4, 0, 0, 0, 0x10, 0x00};
    much.resize(much.size() + 0x1000, 0x5A);
    const auto counted = ask({much});
    need(counted && counted->responses.front() == Bytes{0x10, 0x00, 0x90, 0x00}, "a command of extended length, 4096 bytes");
    need(ask({{0x00, 0xA4, 0x04}}).error().code == "card.bad_command", "a command that is none does not reach the card");
}

void Check::speed() {
    constexpr int kMany = 500;
    const std::vector<Bytes> many(kMany, kSelect);
    const auto begin = Clock_::now();
    need(ask(many).ok(), "500 commands in a row");
    fmt::print("   {:.0f} APDU/s\n", kMany / std::chrono::duration<double>(Clock_::now() - begin).count());
}

void Check::torn() {
    std::jthread hand([&] {
        wait_for(Millis{60}, {});
        lying.reset();
    });
    const auto result = ask(std::vector<Bytes>(200'000, kSelect));
    hand.join();
    need(!result && result.error().fault == Fault::Rejected, "a card torn away in mid-conversation: " + (result ? std::string("-") : result.error().code));
    lying.emplace(drill_card.chip(), kVpcdPort);
    need(soon([&] { return ask({kSelect}, Millis{2000}).ok(); }), "laid down again it works");
    std::jthread plug([&] {
        wait_for(Millis{60}, {});
        service.reset();
    });
    const auto gone = ask(std::vector<Bytes>(200'000, kSelect));
    plug.join();
    // A pcscd that ends may first say that the card is gone, or cannot be talked to (80100013, SCARD_F_COMM_ERROR).
    need(!gone && (gone.error().fault == Fault::Gone || gone.error().code == "card.not_on_reader" || gone.error().code == "card.chip_error"), "the reader gone in mid-conversation: " + (gone ? std::string("-") : gone.error().code + " (" + gone.error().context + ")"));
    need(ask({kSelect}).error().fault == Fault::Gone, "and then it is gone");
}

int check() {
    Check check;
    check.readers();
    check.inside();
    check.card();
    check.file();
    check.module();
    check.drill();
    check.speed();
    check.torn();
    return 0;
}

int with(const std::string& command) {
    const Pcscd service;
    DrillCard card;
    card.personalise();
    const VpcdCard lying(card.chip(), kVpcdPort);
    wait_for(Millis{600}, {});  // pcscd looks for cards about twice a second
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int count, char** words) {
    const std::string mode = count > 1 ? words[1] : "";
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
    if (!enter_own_machine()) return kForbidden;
    try {
        return mode == "with" && count > 2 ? with(words[2]) : check();
    } catch (const std::exception& failed) {
        fmt::print("FAILED: {}\n", failed.what());
        return 1;
    }
}
