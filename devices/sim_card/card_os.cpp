#include "devices/sim_card/card_os.h"

#include <algorithm>

namespace loket::sim_card {

using namespace card;

namespace {

// Memory: life, counter of conversations, number of files, wrong fingers in a row, directory (identifier, place, size), then the files.
constexpr std::size_t kLifeAt = 0, kCounterAt = 1, kCountAt = 4, kWrongAt = 5, kDirectoryAt = 8, kEntrySize = 6, kMostFiles = 8;
constexpr std::size_t kFilesAt = kDirectoryAt + kMostFiles * kEntrySize, kSize = kFilesAt + kRoom, kMostChange = 256;

Bytes bare(Sw status) { return ByteWriter{}.u16(static_cast<std::uint16_t>(status)).take(); }

std::uint16_t number_in(ByteView two) { return static_cast<std::uint16_t>(two[0] << 8 | two[1]); }

std::size_t offset_of(const Command& command) { return static_cast<std::size_t>(command.p1) << 8 | command.p2; }

}  // namespace

CardOs::CardOs(const Plastic& plastic) : factory_(plastic.factory), memory_(plastic.memory, kSize, kMostChange) {
    (void)memory_.recover();
    if (memory_.read(kLifeAt, 1)[0] == 0) (void)set_life(Life::Created);
}

Life CardOs::life() const { return static_cast<Life>(memory_.read(kLifeAt, 1)[0]); }
std::size_t CardOs::files() const { return std::min<std::size_t>(memory_.read(kCountAt, 1)[0], kMostFiles); }

CardOs::Entry CardOs::entry(std::size_t index) const {
    ByteReader in(memory_.read(kDirectoryAt + index * kEntrySize, kEntrySize));
    Entry out{.file = static_cast<File>(in.u16())};
    out.at = in.u16();
    out.size = in.u16();
    return out;
}

std::optional<CardOs::Entry> CardOs::find(File file) const {
    for (std::size_t i = 0; i < files(); ++i)
        if (const auto one = entry(i); one.file == file && one.at + one.size <= kSize) return one;
    return std::nullopt;
}

bool CardOs::complete() const {
    return std::ranges::all_of(kFiles, [&](File file) { return find(file).has_value(); });
}

bool CardOs::may_write() const { return may(Keys::Personalise) && life() <= Life::Personalised; }

Reply CardOs::keep(std::size_t at, ByteView bytes) {
    (void)memory_.write(at, bytes);  // torn: nobody hears the answer
    return {};
}

Reply CardOs::set_life(Life life) {
    const std::uint8_t byte[] = {static_cast<std::uint8_t>(life)};
    return keep(kLifeAt, byte);
}

Bytes CardOs::answer(ByteView bytes) {
    if (dead()) return {};
    const auto command = parse_command(bytes);
    if (!command) return bare(Sw::WrongLength);
    const bool authenticating = command->ins == instruction::kExternalAuthenticate;
    const bool secured = (command->cla & kSecured) != 0 && !authenticating;
    Bytes out;
    if (secured) {
        const auto inside = channel_ ? channel_->unwrap(*command) : std::nullopt;
        if (!inside) {
            channel_.reset();
            return bare(Sw::SecuredObjectWrong);
        }
        const auto reply = run(*inside, true);
        out = channel_ ? channel_->wrap(reply) : bare(reply.status);
    } else {
        const bool anew = (command->ins == instruction::kSelect && command->p1 == kSelectByName) || command->ins == instruction::kInitializeUpdate;
        const bool bare_in_session = channel_ && channel_->is_open() && !anew;  // who sits between must not choose the file
        if (bare_in_session) channel_.reset();
        const auto reply = bare_in_session ? Reply{Sw::SecuredObjectMissing} : run(*command, false);
        out = ByteWriter{}.raw(reply.data).u16(static_cast<std::uint16_t>(reply.status)).take();
    }
    return dead() ? Bytes{} : out;
}

Reply CardOs::run(const Command& command, bool secured) {
    using namespace instruction;
    const bool global_platform = command.ins == kInitializeUpdate || command.ins == kExternalAuthenticate;
    const auto cla = command.ins == kExternalAuthenticate ? kProprietary | kSecured : global_platform ? kProprietary : 0;
    if (command.cla != cla || (global_platform && secured)) return {Sw::NoSuchClass};
    if (command.ins == kSelect) return select(command);
    if (!selected_) return {Sw::NoFileSelected};
    if (command.ins == kGetData) return get_data(command, secured);
    if (life() == Life::Terminated && !global_platform) return {Sw::ConditionsNotSatisfied};  // it may still prove that it is at its end
    switch (command.ins) {
        case kInitializeUpdate: return initialize_update(command);
        case kExternalAuthenticate: return external_authenticate(command);
        case kReadBinary: return read(command, secured);
        case kVerify: return compares() && secured ? verify(command) : Reply{Sw::NoSuchInstruction};
        case kUpdateBinary: return update(command);
        case kCreateFile: return create(command);
        case kDeleteFile: return erase(command);
        case kDeactivate:
        case kActivate:
        case kTerminate: return change_life(command);
        default: return {Sw::NoSuchInstruction};
    }
}

/// The counter grows before it is used: no conversation can be had twice, wherever the card is torn away.
Reply CardOs::initialize_update(const Command& command) {
    channel_.reset();
    if (command.data.size() != kChallengeSize) return {Sw::WrongLength};
    const auto version = static_cast<Keys>(command.p1);
    const auto keys = factory_.keys.find(version);
    if (keys == factory_.keys.end() || command.p2 != 0) return {Sw::NoSuchData};
    if (version == Keys::Personalise && life() > Life::Personalised) return {Sw::ConditionsNotSatisfied};
    const auto old = memory_.read(kCounterAt, kCounterSize);
    const auto counter = (static_cast<std::uint32_t>(old[0]) << 16 | static_cast<std::uint32_t>(old[1]) << 8 | old[2]) + 1;
    if (counter > 0xFFFFFF) return {Sw::ConditionsNotSatisfied};
    const std::uint8_t now[] = {static_cast<std::uint8_t>(counter >> 16), static_cast<std::uint8_t>(counter >> 8), static_cast<std::uint8_t>(counter)};
    keep(kCounterAt, now);
    channel_ = std::make_unique<Channel>(version, keys->second, factory_.number, counter, command.data);
    return {Sw::Ok, channel_->greeting()};
}

Reply CardOs::external_authenticate(const Command& command) {
    if (channel_ && channel_->authenticate(command)) return {};
    channel_.reset();
    return {Sw::SecurityNotSatisfied};
}

Reply CardOs::select_application(const Command& command) {
    channel_.reset();
    file_.reset();
    selected_ = std::ranges::equal(command.data, kApplication);
    if (!selected_) return {Sw::NotFound};
    const std::uint8_t state[] = {static_cast<std::uint8_t>(life())};
    const auto fci = tlv(tag::kFci, joined({tlv(tag::kName, kApplication), tlv(kLifeCycleTag, state)}));
    return {life() == Life::Terminated ? Sw::Terminated : Sw::Ok, fci};
}

Reply CardOs::select(const Command& command) {
    if (command.p1 == kSelectByName) return select_application(command);
    if (!selected_) return {Sw::NoFileSelected};
    if (command.p1 != kSelectFile) return {Sw::WrongParameters};
    if (command.data.size() != 2) return {Sw::WrongLength};
    file_ = find(static_cast<File>(number_in(command.data)));
    if (!file_) return {Sw::NotFound};
    const std::uint8_t kind[] = {kTransparentFile};
    const auto size = ByteWriter{}.u16(static_cast<std::uint16_t>(file_->size)).take();
    return {Sw::Ok, tlv(tag::kFcp, joined({tlv(tag::kSize, size), tlv(tag::kDescriptor, kind), tlv(tag::kIdentifier, command.data)}))};
}

Reply CardOs::read(const Command& command, bool secured) {
    if (!file_) return {Sw::NoFileSelected};
    if (!secured && file_->file != File::Common) return {Sw::SecurityNotSatisfied};
    if (compares() && file_->file == File::Fingers) return {Sw::SecurityNotSatisfied};
    if (!command.expected || !command.data.empty()) return {Sw::WrongLength};
    const auto offset = offset_of(command);
    if (offset >= file_->size) return {Sw::WrongOffset};
    const std::size_t left = file_->size - offset, most = secured ? kMostSecured : kMostShort;
    const bool all_there_is = *command.expected >= kMostShort;
    const auto count = std::min({*command.expected, left, most});
    const auto bytes = memory_.read(file_->at + offset, count);
    return {all_there_is || count == *command.expected ? Sw::Ok : Sw::EndOfFile, Bytes(bytes.begin(), bytes.end())};
}

Reply CardOs::update(const Command& command) {
    if (!may_write()) return {Sw::SecurityNotSatisfied};
    if (!file_) return {Sw::NoFileSelected};
    const auto offset = offset_of(command);
    if (command.data.empty() || command.data.size() > kMostChange) return {Sw::WrongLength};
    if (offset + command.data.size() > file_->size) return {Sw::WrongOffset};
    return keep(file_->at + offset, command.data);
}

/// The new file counts from the moment that the number of files grows: one byte.
Reply CardOs::create(const Command& command) {
    if (!may_write()) return {Sw::SecurityNotSatisfied};
    const auto fcp = value_of(command.data, tag::kFcp);
    const auto parts = fcp ? read_tlvs(*fcp) : std::nullopt;
    if (!parts) return {Sw::WrongData};
    const auto size = find_value(*parts, tag::kSize), identifier = find_value(*parts, tag::kIdentifier), kind = find_value(*parts, tag::kDescriptor);
    if (!size || size->size() != 2 || !identifier || identifier->size() != 2 || !kind || kind->size() != 1 || (*kind)[0] != kTransparentFile)
        return {Sw::WrongData};
    const auto file = static_cast<File>(number_in(*identifier));
    if (std::ranges::find(kFiles, file) == kFiles.end()) return {Sw::WrongData};
    if (find(file)) return {Sw::FileExists};
    const auto count = files();
    const std::size_t at = count == 0 ? kFilesAt : entry(count - 1).at + entry(count - 1).size, wanted = number_in(*size);
    if (wanted == 0 || at + wanted > kSize || count == kMostFiles) return {Sw::NoRoom};
    if (life() == Life::Created) set_life(Life::Personalised);
    for (std::size_t done = 0; done < wanted; done += kMostChange) keep(at + done, Bytes(std::min(kMostChange, wanted - done)));  // nothing of an earlier file shows
    keep(kDirectoryAt + count * kEntrySize, ByteWriter{}.raw(*identifier).u16(static_cast<std::uint16_t>(at)).raw(*size).take());
    const std::uint8_t one_more[] = {static_cast<std::uint8_t>(count + 1)};
    keep(kCountAt, one_more);
    file_ = find(file);
    return {};
}

/// DELETE FILE of the whole application's content: personalisation begins again.
Reply CardOs::erase(const Command& command) {
    if (!may_write()) return {Sw::SecurityNotSatisfied};
    if (!command.data.empty()) return {Sw::WrongLength};
    file_.reset();
    const std::uint8_t none[] = {0};
    return keep(kCountAt, none);
}

Reply CardOs::change_life(const Command& command) {
    using namespace instruction;
    const auto now = life();
    if (!command.data.empty()) return {Sw::WrongLength};
    if (command.ins == kTerminate) return may(Keys::LifeCycle) ? set_life(Life::Terminated) : Reply{Sw::SecurityNotSatisfied};
    if (command.ins == kDeactivate && now <= Life::Personalised) {
        if (!may(Keys::Personalise)) return {Sw::SecurityNotSatisfied};
        if (!complete()) return {Sw::ConditionsNotSatisfied};
        return set_life(Life::Locked);
    }
    if (!may(Keys::LifeCycle)) return {Sw::SecurityNotSatisfied};
    if (now != Life::Locked && now != Life::Active) return {Sw::ConditionsNotSatisfied};
    return set_life(command.ins == kActivate ? Life::Active : Life::Locked);
}

/// A chip that compares fingers does so once nobody can write any more, if it was given any.
bool CardOs::compares() const { return factory_.compare != nullptr && (life() == Life::Locked || life() == Life::Active) && !fingers().empty(); }

/// The biometric information templates of EF.DG3, in their order.
std::vector<Tlv> CardOs::fingers() const {
    const auto file = find(File::Fingers);
    const auto whole = file ? memory_.read(file->at, file->size) : ByteView{};
    const auto outer = read_tlvs(whole);  // 63, around the group
    const auto group = outer && outer->size() == 1 ? value_of(outer->front().value, biometric::kGroup) : std::nullopt;
    auto members = group ? read_tlvs(*group) : std::nullopt;
    if (!members) return {};
    std::erase_if(*members, [](const Tlv& member) { return member.tag != biometric::kTemplate; });
    return std::move(*members);
}

Reply CardOs::get_data(const Command& command, bool secured) const {
    if (offset_of(command) == biometric::kGroup && secured && compares()) {
        const auto kept = fingers();
        const std::uint8_t count[] = {static_cast<std::uint8_t>(kept.size())};
        std::vector<Bytes> group{tlv(biometric::kCount, count)};
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const auto parts = read_tlvs(kept[i].value);
            const auto header = parts ? find_value(*parts, biometric::kHeader) : std::nullopt;
            const std::uint8_t number[] = {static_cast<std::uint8_t>(i + 1)};
            if (header) group.push_back(tlv(biometric::kTemplate, joined({tlv(biometric::kReference, number), tlv(biometric::kHeader, *header)})));
        }
        return {Sw::Ok, tlv(biometric::kGroup, joined(group))};
    }
    if (offset_of(command) != kLifeCycleTag) return {Sw::NoSuchData};
    const std::uint8_t state[] = {static_cast<std::uint8_t>(life())};
    return {Sw::Ok, tlv(kLifeCycleTag, state)};
}

/// The try is taken before the fingers are compared: tearing the card away gives none back.
Reply CardOs::verify(const Command& command) {
    const int wrong = memory_.read(kWrongAt, 1)[0];
    if (wrong >= biometric::kMostTries) return {Sw::Blocked};
    const auto shown = value_of(command.data, biometric::kDataTemplate);
    const auto minutiae = shown ? value_of(*shown, biometric::kMinutiae) : std::nullopt;
    if (!minutiae) return {Sw::WrongData};
    const auto kept = fingers();
    if (command.p1 != 0 || command.p2 == 0 || command.p2 > kept.size()) return {Sw::NoSuchData};
    const auto parts = read_tlvs(kept[command.p2 - 1U].value);
    const auto own = parts ? find_value(*parts, biometric::kData) : std::nullopt;
    if (!own) return {Sw::NoSuchData};
    const std::uint8_t one_more[] = {static_cast<std::uint8_t>(wrong + 1)}, none[] = {0};
    (void)keep(kWrongAt, one_more);
    if (dead()) return {};
    if (factory_.compare(*own, *minutiae)) return keep(kWrongAt, none);
    return {static_cast<Sw>(static_cast<int>(Sw::TriesLeft) + biometric::kMostTries - wrong - 1)};
}

}  // namespace loket::sim_card
