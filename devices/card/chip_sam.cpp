#include "devices/card/chip_sam.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/secret.h"
#include "devices/card/sam_profile.h"

namespace loket::card {
namespace {

using SamSw = sam_profile::Sw;

Error sam_error(std::string_view code, std::string context) { return {Fault::NeedsOperator, std::move(context), std::string(code)}; }

Result<Answer> ask_sam(const ChipSam::Carry& carry, const Command& command) {
    auto bytes = carry(to_bytes(command));
    if (!bytes) return sam_error("sam.missing", "the SAM does not answer: " + bytes.error().context);
    const auto answer = parse_answer(*bytes);
    wipe(bytes->data(), bytes->size());
    return answer;
}

Error sam_refused(const Answer& answer, const char* doing) {
    const auto status = static_cast<unsigned>(answer.status);
    if ((status & 0xFFF0U) == static_cast<unsigned>(SamSw::PinTriesLeft) && (status & 0x0FU) > 0)
        return sam_error("sam.pin", fmt::format("the SAM does not know this PIN; {} tries are left", status & 0x0FU));
    if (status == static_cast<unsigned>(SamSw::PinBlocked) || status == static_cast<unsigned>(SamSw::PinTriesLeft)) return sam_error("sam.blocked", "the SAM is blocked: its PIN was wrong too often");
    if (answer.status == Sw::NoSuchData) return sam_error("sam.no_key", "the SAM has no keys for this purpose");
    return sam_error("sam.foreign", fmt::format("the SAM answered {:04X} to {}", status, doing));
}

Result<Conversation> parse_conversation(ByteView data) {
    if (data.size() != sam_profile::kAnswerSize) return corrupt("the SAM's answer has the wrong length");
    ByteReader in(data);
    Conversation out;
    std::ranges::copy(in.take(kChallengeSize), out.cryptogram.begin());
    for (auto* key : {&out.keys.enc, &out.keys.mac, &out.keys.rmac}) std::ranges::copy(in.take(kKeySize), key->begin());
    return out;
}

}  // namespace

ChipSam::~ChipSam() { wipe(pin_.data(), pin_.size()); }

/// SELECT, what it is, and its PIN.
Status ChipSam::unlock(const Carry& carry) {
    using namespace sam_profile;
    LOKET_ASSIGN(selected, ask_sam(carry, {.ins = instruction::kSelect, .p1 = kSelectByName, .data = Bytes(std::begin(sam_profile::kApplication), std::end(sam_profile::kApplication)), .expected = kMostShort}));
    if (!selected.ok()) return sam_refused(selected, "SELECT");
    LOKET_ASSIGN(info, ask_sam(carry, {.cla = kProprietary, .ins = instruction::kGetData, .p2 = kInfoTag, .expected = kMostShort}));
    if (!info.ok() || info.data.size() < 2 || info.data[0] != kVersion) return sam_error("sam.foreign", "the SAM speaks another version");
    test_ = (info.data[1] & kTestFlag) != 0;
    name_ = std::string(as_text(ByteView{info.data}.subspan(2)));
    LOKET_ASSIGN(verified, ask_sam(carry, {.ins = kVerify, .p2 = kPinReference, .data = Bytes(pin_.begin(), pin_.end())}));
    if (verified.ok()) return {};
    wrong_pin_ = sam_refused(verified, "VERIFY");
    return *wrong_pin_;
}

Status ChipSam::converse(const std::function<Status(const Carry&)>& conversation) {
    const std::lock_guard lock(mutex_);
    if (wrong_pin_) return *wrong_pin_;
    if (pin_.size() < sam_profile::kShortestPin || pin_.size() > sam_profile::kLongestPin) return sam_error("sam.pin", "no PIN was given for the SAM");
    Status done = sam_error("sam.missing", "no SAM");
    const auto powered = power_up_([&](const Carry& carry) -> Status {
        done = unlock(carry);
        if (done) done = conversation(carry);
        return {};
    });
    if (!powered) return sam_error("sam.missing", "no SAM: " + powered.error().context);
    return done;
}

Status ChipSam::ready() {
    return converse([](const Carry&) -> Status { return {}; });
}

Result<Conversation> ChipSam::open(const Greeting& greeting) {
    Conversation conversation;
    const auto question = ByteWriter{}.raw(greeting.number).raw(greeting.host).raw(greeting.card).raw(greeting.cryptogram).take();
    LOKET_TRY(converse([&](const Carry& carry) -> Status {
        LOKET_ASSIGN(answer, ask_sam(carry, {.cla = kProprietary, .ins = sam_profile::kOpenConversation, .p1 = static_cast<std::uint8_t>(greeting.keys), .data = question, .expected = kMostShort}));
        if (static_cast<std::uint16_t>(answer.status) == static_cast<std::uint16_t>(SamSw::CardNotAuthentic))
            return rejected("card.not_authentic", "the card does not know the keys of its number");
        if (!answer.ok()) return sam_refused(answer, "OPEN CONVERSATION");
        const auto parsed = parse_conversation(answer.data);
        wipe(answer.data.data(), answer.data.size());
        if (!parsed) return parsed.error();
        conversation = *parsed;
        return {};
    }));
    return conversation;
}

std::string ChipSam::name() const {
    const std::lock_guard lock(mutex_);
    return name_;
}

bool ChipSam::is_test() const {
    const std::lock_guard lock(mutex_);
    return test_;
}

}  // namespace loket::card
