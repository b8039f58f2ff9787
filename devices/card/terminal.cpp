#include "devices/card/terminal.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/card/tlv.h"

namespace loket::card {
namespace {

constexpr std::size_t kPiece = 224;  // whole blocks, and short with padding and signature

Bytes identifier_of(File file) { return ByteWriter{}.u16(static_cast<std::uint16_t>(file)).take(); }

Error refused(const Command& command, Sw status) {
    const auto sentence = fmt::format("the card answered {:04X} to command {:02X}", static_cast<unsigned>(status), command.ins);
    return rejected(status == Sw::ConditionsNotSatisfied ? "card.state" : "card.refused", sentence);
}

Challenge fresh_challenge(Random& random) {
    Challenge challenge;
    const auto bytes = ByteWriter{}.u64(random.next()).take();
    std::ranges::copy(bytes, challenge.begin());
    return challenge;
}

/// Of the answer to INITIALIZE UPDATE (Amendment D table 7-3).
Result<Greeting> parse_greeting(ByteView data, Keys keys, const Challenge& host) {
    ByteReader in(data);
    Greeting greeting{.keys = keys, .host = host};
    std::ranges::copy(in.take(kNumberSize), greeting.number.begin());
    const auto version = in.u8(), protocol = in.u8(), options = in.u8();
    std::ranges::copy(in.take(kChallengeSize), greeting.card.begin());
    std::ranges::copy(in.take(kChallengeSize), greeting.cryptogram.begin());
    (void)in.take(kCounterSize);
    if (!in.ok() || in.remaining() != 0) return corrupt("the card's greeting has the wrong length");
    if (version != static_cast<std::uint8_t>(keys) || protocol != kScpProtocol || options != kScpOptions) return corrupt("the card speaks another protocol");
    return greeting;
}

}  // namespace

Result<Answer> Terminal::exchange(Command command) {
    if (secured_) command = secured_->wrap(std::move(command));
    const auto out = to_bytes(command);
    LOKET_ASSIGN(in, carry_(out));
    ++commands_;
    bytes_ += out.size() + in.size();
    return secured_ ? secured_->unwrap(in) : parse_answer(in);
}

/// As `exchange`, and anything but 9000 is a failure.
Result<Answer> Terminal::expect(Command command) {
    const Command asked{.cla = command.cla, .ins = command.ins, .p1 = command.p1, .p2 = command.p2};
    LOKET_ASSIGN(answer, exchange(std::move(command)));
    if (!answer.ok()) return refused(asked, answer.status);
    return std::move(answer);
}

Status Terminal::simple(std::uint8_t instruction) {
    LOKET_ASSIGN(done, expect({.ins = instruction}));
    (void)done;
    return {};
}

Status Terminal::select() {
    secured_.reset();
    LOKET_ASSIGN(answer, exchange({.ins = instruction::kSelect, .p1 = kSelectByName, .data = Bytes(std::begin(kApplication), std::end(kApplication)), .expected = kMostShort}));
    if (!answer.ok() && answer.status != Sw::Terminated) return rejected("card.foreign", "this is not a card of Loket's profile");
    return {};
}

Result<Sight> Terminal::look() {
    LOKET_TRY(select());
    LOKET_ASSIGN(state, life());
    Sight sight{.life = state};
    if (state != Life::Locked && state != Life::Active) return sight;  // before, the files may be half written
    LOKET_ASSIGN(common, read_file(File::Common));
    LOKET_ASSIGN(blanko, blanko_of(common));
    sight.blanko = std::move(blanko);
    return sight;
}

Result<Life> Terminal::life() {
    LOKET_ASSIGN(answer, expect({.ins = instruction::kGetData, .p1 = 0, .p2 = kLifeCycleTag, .expected = kMostShort}));
    const auto value = value_of(answer.data, kLifeCycleTag);
    if (!value || value->size() != 1) return corrupt("the card does not say its state");
    return static_cast<Life>((*value)[0]);
}

Result<CardNumber> Terminal::open(Keys keys) {
    secured_.reset();
    const auto challenge = fresh_challenge(random_);
    LOKET_ASSIGN(answer, expect({.cla = kProprietary, .ins = instruction::kInitializeUpdate, .p1 = static_cast<std::uint8_t>(keys),
                                 .data = Bytes(challenge.begin(), challenge.end()), .expected = kMostShort}));
    LOKET_ASSIGN(greeting, parse_greeting(answer.data, keys, challenge));
    LOKET_ASSIGN(conversation, sam_.open(greeting));
    Secured secured(conversation.keys);
    const auto command = to_bytes(secured.authenticate(conversation.cryptogram));
    LOKET_ASSIGN(bytes, carry_(command));
    ++commands_;
    bytes_ += command.size() + bytes.size();
    LOKET_ASSIGN(accepted, parse_answer(bytes));
    if (!accepted.ok()) return rejected("card.not_authentic", "the card does not know this reader's keys");
    secured_.emplace(secured);
    return greeting.number;
}

Result<Answer> Terminal::select_file(File file) {
    return expect({.ins = instruction::kSelect, .p1 = kSelectFile, .data = identifier_of(file), .expected = kMostShort});
}

/// The size that the directory gives, read in pieces.
Result<Bytes> Terminal::read_file(File file) {
    LOKET_ASSIGN(selected, select_file(file));
    const auto fcp = value_of(selected.data, tag::kFcp);
    const auto parts = fcp ? read_tlvs(*fcp) : std::nullopt;
    const auto size = parts ? find_value(*parts, tag::kSize) : std::nullopt;
    if (!size || size->size() != 2) return corrupt("the card does not say how large a file is");
    const std::size_t wanted = (*size)[0] << 8 | (*size)[1];
    if (wanted > kRoom) return corrupt("the card names an impossible size of a file");
    Bytes all;
    while (all.size() < wanted) {
        LOKET_ASSIGN(piece, expect({.ins = instruction::kReadBinary, .p1 = static_cast<std::uint8_t>(all.size() >> 8), .p2 = static_cast<std::uint8_t>(all.size()),
                                    .expected = std::min(kPiece, wanted - all.size())}));
        if (piece.data.empty() || all.size() + piece.data.size() > wanted) return corrupt("the card answers with the wrong number of bytes");
        all.insert(all.end(), piece.data.begin(), piece.data.end());
    }
    return all;
}

Result<CardFiles> Terminal::read_files(const std::set<File>& kept_back) {
    CardFiles files;
    for (const auto file : kFiles) {
        if (kept_back.contains(file)) continue;
        LOKET_ASSIGN(bytes, read_file(file));
        files[file] = std::move(bytes);
    }
    return files;
}

Result<std::vector<ChipFinger>> Terminal::chip_fingers() {
    LOKET_ASSIGN(answer, exchange({.ins = instruction::kGetData, .p1 = biometric::kGroup >> 8, .p2 = biometric::kGroup & 0xFF, .expected = kMostShort}));
    if (answer.status == Sw::NoSuchData) return std::vector<ChipFinger>{};
    if (!answer.ok()) return refused({.ins = instruction::kGetData}, answer.status);
    return decode_chip_fingers(answer.data);
}

Result<Terminal::Compared> Terminal::verify(std::uint8_t reference, ByteView minutiae) {
    constexpr unsigned kCountBits = 0x0F;
    LOKET_ASSIGN(answer, exchange({.ins = instruction::kVerify, .p2 = reference, .data = tlv(biometric::kDataTemplate, tlv(biometric::kMinutiae, minutiae))}));
    if (answer.ok()) return Compared{true, biometric::kMostTries};
    const auto status = static_cast<unsigned>(answer.status);
    if (answer.status == Sw::Blocked) return rejected("card.blocked", "the chip saw too many wrong fingers in a row");
    if ((status & ~kCountBits) == static_cast<unsigned>(Sw::TriesLeft)) return Compared{false, static_cast<int>(status & kCountBits)};
    return refused({.ins = instruction::kVerify}, answer.status);
}

Status Terminal::write_file(File file, ByteView bytes) {
    const auto size = ByteWriter{}.u16(static_cast<std::uint16_t>(bytes.size())).take();
    constexpr std::uint8_t kKind[] = {kTransparentFile};
    const auto fcp = tlv(tag::kFcp, joined({tlv(tag::kSize, size), tlv(tag::kDescriptor, kKind), tlv(tag::kIdentifier, identifier_of(file))}));
    LOKET_ASSIGN(created, expect({.ins = instruction::kCreateFile, .data = fcp}));
    (void)created;
    for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
        const auto piece = bytes.subspan(at, std::min(kPiece, bytes.size() - at));
        LOKET_ASSIGN(written, expect({.ins = instruction::kUpdateBinary, .p1 = static_cast<std::uint8_t>(at >> 8), .p2 = static_cast<std::uint8_t>(at),
                                      .data = Bytes(piece.begin(), piece.end())}));
        (void)written;
    }
    return {};
}

Status Terminal::write_files(const CardFiles& files) {
    LOKET_TRY(simple(instruction::kDeleteFile));
    for (const auto file : kFiles)
        if (const auto found = files.find(file); found != files.end()) LOKET_TRY(write_file(file, found->second));
    LOKET_ASSIGN(back, read_files());
    if (back != files) return rejected("card.read_back", "the card does not hold what was written");
    return {};
}

}  // namespace loket::card
