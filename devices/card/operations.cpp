#include "devices/card/operations.h"

namespace loket::card {

Result<Reading> read_card(Terminal& terminal, const std::vector<Bytes>& authorities) {
    LOKET_ASSIGN(sight, terminal.select());
    if (sight.life == Life::Terminated) return rejected("card.terminated", "the card was ended");
    if (sight.life == Life::Created || sight.life == Life::Personalised) return rejected("card.empty", "the card is not personalised");
    LOKET_ASSIGN(number, terminal.open(Keys::Read));
    LOKET_ASSIGN(files, terminal.read_files());
    Reading reading{.life = sight.life};
    LOKET_ASSIGN(security, check_files(files, authorities));
    reading.security = std::move(security);
    auto content = decode_content(files);
    if (!content && reading.security.authenticity != Authenticity::Altered) return content.error();
    if (content) reading.content = std::move(*content);
    reading.cloned = content && reading.content.number != number;
    return reading;
}

Status personalise(Terminal& terminal, CardContent content, const DocumentSigner& signer, const std::vector<Bytes>& authorities, Instant at) {
    LOKET_ASSIGN(sight, terminal.select());
    if (sight.life > Life::Personalised) return rejected("card.in_use", "the card was personalised before");
    LOKET_ASSIGN(number, terminal.open(Keys::Personalise));
    content.number = number;
    LOKET_ASSIGN(files, encode_content(content));
    LOKET_ASSIGN(security, sign_files(files, signer, at));
    files[File::Security] = std::move(security);
    LOKET_ASSIGN(report, check_files(files, authorities));
    if (report.authenticity != Authenticity::Authentic) return rejected("card.signer", "nobody vouches for the key that signs cards");
    LOKET_TRY(terminal.write_files(files));
    return terminal.lock();
}

Status activate_card(Terminal& terminal) {
    LOKET_ASSIGN(sight, terminal.select());
    if (sight.life == Life::Active) return {};
    LOKET_ASSIGN(number, terminal.open(Keys::LifeCycle));
    (void)number;
    return terminal.activate();
}

Status terminate_card(Terminal& terminal) {
    LOKET_ASSIGN(sight, terminal.select());
    if (sight.life == Life::Terminated) return {};
    LOKET_ASSIGN(number, terminal.open(Keys::LifeCycle));
    (void)number;
    return terminal.terminate();
}

std::string_view name_of(Life life) {
    switch (life) {
        case Life::Created: return "created";
        case Life::Personalised: return "personalised";
        case Life::Locked: return "locked";
        case Life::Active: return "active";
        case Life::Terminated: return "terminated";
    }
    return "unknown";
}

std::string_view name_of(Authenticity authenticity) {
    switch (authenticity) {
        case Authenticity::Authentic: return "authentic";
        case Authenticity::Altered: return "altered";
        case Authenticity::UnknownSigner: return "unknown_signer";
    }
    return "unknown";
}

std::string_view name_of(File file) {
    switch (file) {
        case File::Common: return "common";
        case File::Biodata: return "biodata";
        case File::Photo: return "photo";
        case File::Fingers: return "fingers";
        case File::Signature: return "signature";
        case File::Numbers: return "numbers";
        case File::Security: return "security";
    }
    return "unknown";
}

}  // namespace loket::card
