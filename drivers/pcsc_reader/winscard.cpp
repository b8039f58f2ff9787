// The reader behind libpcsclite. What a code means: pcsclite.h and PC/SC part 5.

#include <fmt/format.h>
#include <winscard.h>

#include <algorithm>

#include "drivers/pcsc_reader/cards.h"

namespace loket::drivers::pcsc_reader {
namespace {

/// A connection to pcscd.
class Context {
  public:
    static Result<std::shared_ptr<Context>> establish();
    explicit Context(SCARDCONTEXT handle) : handle_(handle) {}
    ~Context() { SCardReleaseContext(handle_); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    [[nodiscard]] SCARDCONTEXT get() const { return handle_; }

  private:
    const SCARDCONTEXT handle_;
};

Error scard_error(LONG code, std::string_view doing) {
    auto text = fmt::format("{}: {:08X}", doing, static_cast<std::uint32_t>(code));
    switch (code) {
        case SCARD_E_NO_SMARTCARD:
        case SCARD_W_REMOVED_CARD:
        case SCARD_W_RESET_CARD:  // taken away and laid down again between two commands
            return no_card();
        case SCARD_W_UNRESPONSIVE_CARD:
        case SCARD_W_UNPOWERED_CARD:
        case SCARD_W_UNSUPPORTED_CARD:
        case SCARD_E_PROTO_MISMATCH:
        case SCARD_F_COMM_ERROR:
        case SCARD_E_NOT_TRANSACTED:
        case SCARD_E_COMM_DATA_LOST:
            return dead_chip(std::move(text));
        case SCARD_E_SHARING_VIOLATION:
        case SCARD_E_SERVER_TOO_BUSY:
            return {Fault::Busy, std::move(text), "device.busy"};
        case SCARD_E_TIMEOUT:
            return {Fault::TimedOut, std::move(text), "device.timed_out"};
        case SCARD_E_INSUFFICIENT_BUFFER:
            return corrupt(std::move(text));
        case SCARD_E_NO_MEMORY:
        case SCARD_F_INTERNAL_ERROR:
        case SCARD_E_INVALID_PARAMETER:
            return internal(std::move(text));
        default:  // reader or service left, or a handle that died with them
            return {Fault::Gone, std::move(text), "device.gone"};
    }
}

Result<std::shared_ptr<Context>> Context::establish() {
    SCARDCONTEXT handle{};
    if (const auto code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &handle); code != SCARD_S_SUCCESS)
        return scard_error(code, "no pcscd");
    return std::make_shared<Context>(handle);
}

class PcscReader final : public Reader {
  public:
    PcscReader(std::shared_ptr<Context> context, std::string name) : context_(std::move(context)), name_(std::move(name)) {}
    ~PcscReader() override { PcscReader::disconnect(); }

    Result<bool> card_there(Millis patience) override;
    Result<Card> connect() override;
    Result<Bytes> transmit(ByteView command) override;
    void disconnect() override;

  private:
    bool torn_away();

    const std::shared_ptr<Context> context_;
    const std::string name_;
    DWORD known_ = SCARD_STATE_UNAWARE;
    SCARDHANDLE card_{};
    Protocol protocol_ = Protocol::T1;
    bool connected_ = false;
};

Result<bool> PcscReader::card_there(Millis patience) {
    SCARD_READERSTATE state{};
    state.szReader = name_.c_str();
    state.dwCurrentState = patience.count() > 0 ? known_ : static_cast<DWORD>(SCARD_STATE_UNAWARE);
    const auto code = SCardGetStatusChange(context_->get(), static_cast<DWORD>(patience.count()), &state, 1);
    if (code == SCARD_E_TIMEOUT) return (known_ & SCARD_STATE_PRESENT) != 0;
    if (code != SCARD_S_SUCCESS) return scard_error(code, "state of the reader");
    known_ = state.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
    if ((known_ & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE)) != 0) return Error{Fault::Gone, "the reader is gone", "device.gone"};
    return (known_ & SCARD_STATE_PRESENT) != 0;
}

Result<Card> PcscReader::connect() {
    disconnect();
    DWORD active = 0;
    if (const auto code = SCardConnect(context_->get(), name_.c_str(), SCARD_SHARE_SHARED, SCARD_PROTOCOL_ANY, &card_, &active); code != SCARD_S_SUCCESS)
        return scard_error(code, "connect");
    connected_ = true;
    if (const auto code = SCardBeginTransaction(card_); code != SCARD_S_SUCCESS) return scard_error(code, "begin of a transaction");
    protocol_ = active == SCARD_PROTOCOL_T0 ? Protocol::T0 : Protocol::T1;
    Bytes atr(MAX_ATR_SIZE);
    DWORD atr_size = MAX_ATR_SIZE, state = 0, protocol = 0, name_size = 0;
    if (const auto code = SCardStatus(card_, nullptr, &name_size, &state, &protocol, atr.data(), &atr_size); code != SCARD_S_SUCCESS)
        return scard_error(code, "answer to reset");
    atr.resize(atr_size);
    return Card{protocol_, std::move(atr)};
}

Result<Bytes> PcscReader::transmit(ByteView command) {
    if (!connected_) return no_card();
    Bytes answer(MAX_BUFFER_SIZE_EXTENDED);
    DWORD size = MAX_BUFFER_SIZE_EXTENDED;
    const auto* pci = protocol_ == Protocol::T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const auto code = SCardTransmit(card_, pci, command.data(), static_cast<DWORD>(command.size()), nullptr, answer.data(), &size);
    answer.resize(size);
    if (code == SCARD_S_SUCCESS && size > 0) return answer;
    if (torn_away()) return no_card();
    return code == SCARD_S_SUCCESS ? dead_chip("no answer") : scard_error(code, "transmit");
}

/// A card torn away shows as a broken line first; pcscd looks for cards about twice a second.
bool PcscReader::torn_away() {
    using Time = std::chrono::steady_clock;
    constexpr Millis kUntilSeen{1000};
    const auto end = Time::now() + kUntilSeen;
    for (auto there = card_there(Millis{0}); there && Time::now() < end; there = card_there(std::chrono::ceil<Millis>(end - Time::now())))
        if (!*there) return true;
    return false;
}

void PcscReader::disconnect() {
    if (!connected_) return;
    SCardEndTransaction(card_, SCARD_RESET_CARD);
    SCardDisconnect(card_, SCARD_RESET_CARD);
    connected_ = false;
}

}  // namespace

Result<std::unique_ptr<Reader>> open_reader(const std::string& name) {
    LOKET_ASSIGN(context, Context::establish());
    std::unique_ptr<Reader> reader = std::make_unique<PcscReader>(context, name);
    LOKET_TRY(reader->card_there(Millis{0}));
    return std::move(reader);
}

Result<std::vector<std::string>> reader_names() {
    std::vector<std::string> names;
    const auto context = Context::establish();
    if (!context) return names;  // nobody installed pcscd, or it is being restarted: no reader can be used
    DWORD size = 0;
    auto code = SCardListReaders((*context)->get(), nullptr, nullptr, &size);
    std::string list(size, '\0');
    if (code == SCARD_S_SUCCESS) code = SCardListReaders((*context)->get(), nullptr, list.data(), &size);
    if (code == SCARD_E_NO_READERS_AVAILABLE) return names;
    if (code != SCARD_S_SUCCESS) return scard_error(code, "list of readers");
    for (std::size_t at = 0; at < list.size() && list[at] != '\0'; at += names.back().size() + 1) names.emplace_back(list.c_str() + at);
    return names;
}

Status with_chip_in(const std::string& part, const std::function<Status(const Carry&)>& conversation) {
    LOKET_ASSIGN(names, reader_names());
    const auto name = std::ranges::find_if(names, [&](const auto& each) { return each.find(part) != std::string::npos; });
    if (name == names.end()) return Error{Fault::Gone, "no reader is called " + part, "device.none"};
    LOKET_ASSIGN(reader, open_reader(*name));
    LOKET_ASSIGN(chip, reader->connect());
    const auto done = conversation([&](ByteView command) { return converse(command, chip.protocol, [&](ByteView bytes) { return reader->transmit(bytes); }); });
    reader->disconnect();
    return done;
}

}  // namespace loket::drivers::pcsc_reader
