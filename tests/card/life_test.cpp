// A card from the factory to its end, and what is refused on the way.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "bench.h"
#include "devices/base/file.h"
#include "devices/base/sha256.h"

using namespace loket;
using namespace loket::card;

TEST_CASE("a card is personalised, read, activated and ended") {
    Office office;
    auto plastic = office.blank();
    CHECK(office.read(plastic).error().code == "card.empty");
    CHECK(office.activate(plastic).error().code == "card.state");
    REQUIRE(office.personalise(plastic, somebody()));
    auto reading = office.read(plastic);
    REQUIRE(reading);
    CHECK(reading->authentic());
    CHECK(reading->life == Life::Locked);
    auto expected = somebody();
    expected.number = number_of(1);
    CHECK(reading->content == expected);
    CHECK(reading->security.signer == "Cetak kartu contoh");
    CHECK(office.personalise(plastic, somebody()).error().code == "card.in_use");
    REQUIRE(office.activate(plastic));
    CHECK(office.activate(plastic));
    CHECK(office.read(plastic)->life == Life::Active);
    sim_card::VirtualCard card(plastic, {});
    auto terminal = office.terminal(card);
    REQUIRE(terminate_card(terminal));
    CHECK(office.read(plastic).error().code == "card.terminated");
    CHECK(office.activate(plastic).error().code == "card.state");
    sim_card::VirtualCard ended(plastic, {});
    auto once_more = office.terminal(ended);
    CHECK(terminate_card(once_more));
}

TEST_CASE("a state that somebody between card and reader made up is believed by nobody") {
    Office office;
    auto plastic = office.blank();
    REQUIRE(office.personalise(plastic, somebody()));
    for (const auto claimed : {Life::Active, Life::Terminated}) {
        sim_card::VirtualCard card(plastic, {});
        Terminal terminal(
            [&](ByteView command) -> Result<Bytes> {
                LOKET_ASSIGN(answer, card.carry(command));
                if (command[0] == 0x00 && command[1] == instruction::kGetData) answer[2] = static_cast<std::uint8_t>(claimed);
                return std::move(answer);
            },
            office.sam, office.random);
        const auto reading = read_card(terminal, office.authorities());
        REQUIRE(reading);
        CHECK(reading->life == Life::Locked);
    }
    sim_card::VirtualCard nobody(plastic, {});
    Terminal terminal(
        [&](ByteView command) -> Result<Bytes> {
            if (command[1] == instruction::kGetData) return Bytes{kLifeCycleTag, 1, static_cast<std::uint8_t>(Life::Active), 0x90, 0x00};
            if (command[1] == instruction::kInitializeUpdate) return Bytes(32 + 2, 0x90);
            return nobody.carry(command);
        },
        office.sam, office.random);
    CHECK_FALSE(activate_card(terminal));
    CHECK(office.read(plastic)->life == Life::Locked);
}

TEST_CASE("a chip of another number is not activated, and who signs letters signs no cards") {
    Office office;
    auto plastic = office.blank(1);
    REQUIRE(office.personalise(plastic, somebody()));
    {
        sim_card::VirtualCard card(plastic, {});
        auto terminal = office.terminal(card);
        CHECK(activate_card(terminal, number_of(std::uint8_t{2})).error().code == "card.other");
    }
    CHECK(office.read(plastic)->life == Life::Locked);
    office.signer = *documents::signing::make_officer(office.authority, {"Dinas contoh", "KADIS", "Kadis contoh"}, kTen);
    auto other = office.blank(3);
    CHECK(office.personalise(other, somebody()).error().code == "card.signer");
    auto content = somebody();
    auto files = *encode_content(content);
    files[File::Security] = *sign_files(files, office.document_signer(), kToday);
    CHECK(check_files(files, office.authorities())->authenticity == Authenticity::UnknownSigner);
}

TEST_CASE("anybody sees state and blanko of a card, and nothing of its holder") {
    Office office;
    auto plastic = office.blank();
    REQUIRE(office.personalise(plastic, somebody()));
    sim_card::VirtualCard card(plastic, {});
    auto terminal = office.terminal(card);
    const auto sight = terminal.look();
    REQUIRE(sight);
    CHECK(sight->life == Life::Locked);
    CHECK(sight->blanko == "B-000123");
    CHECK(terminal.read_files().error().code == "card.refused");
}

TEST_CASE("keys of one purpose serve no other") {
    Office office;
    auto plastic = office.blank();
    REQUIRE(office.personalise(plastic, somebody()));
    sim_card::VirtualCard card(plastic, {});
    auto terminal = office.terminal(card);
    REQUIRE(terminal.select());
    REQUIRE(terminal.open(Keys::Read));
    CHECK(terminal.activate().error().code == "card.refused");
    CHECK(terminal.terminate().error().code == "card.refused");
    CHECK(terminal.write_files({}).error().code == "card.refused");
    CHECK(terminal.life().value() == Life::Locked);
    CHECK(terminal.open(Keys::Personalise).error().code == "card.state");
    REQUIRE(terminal.open(Keys::LifeCycle));
    CHECK(terminal.write_files({}).error().code == "card.refused");
    CHECK(terminal.activate());
}

TEST_CASE("a card with other keys, and a reader with other keys, are refused before anything is read") {
    Office office, stranger;
    stranger.sam = TestSam(Key{1, 2, 3});
    auto foreign = stranger.blank();
    CHECK(office.personalise(foreign, somebody()).error().code == "card.not_authentic");
    auto ours = office.blank();
    REQUIRE(office.personalise(ours, somebody()));
    CHECK(stranger.read(ours).error().code == "card.not_authentic");
    CHECK(office.read(ours)->authentic());
}

TEST_CASE("a copied card is told by the number of its chip") {
    Office office;
    auto original = office.blank(1), copy = office.blank(2);
    REQUIRE(office.personalise(original, somebody()));
    REQUIRE(office.personalise(copy, somebody()));
    copy.memory = original.memory;
    const auto reading = office.read(copy);
    REQUIRE(reading);
    CHECK(reading->security.authenticity == Authenticity::Authentic);
    CHECK(reading->cloned);
    CHECK_FALSE(reading->authentic());
}

TEST_CASE("another office's signature is whole, but nobody vouches for it") {
    Office office, other;
    auto plastic = other.blank();
    REQUIRE(other.personalise(plastic, somebody()));
    const auto reading = office.read(plastic);
    REQUIRE(reading);
    CHECK(reading->security.authenticity == Authenticity::UnknownSigner);
    CHECK(reading->security.altered.empty());
    auto blank = office.blank();
    sim_card::VirtualCard card(blank, {});
    auto terminal = office.terminal(card);
    CHECK(personalise(terminal, somebody(), other.document_signer(), office.authorities(), kToday).error().code == "card.signer");
}

TEST_CASE("a card whose memory changed is told to be altered, whichever byte it was") {
    Office office;
    auto plastic = office.blank();
    REQUIRE(office.personalise(plastic, somebody()));
    const auto whole = plastic;
    int altered = 0;
    for (std::size_t at = 64; at < 5000; at += 61) {  // the files lie behind the directory
        auto broken = whole;
        const auto reading = office.read(broken, {.flip = at});
        if (reading) CHECK((!reading->authentic() || reading->content == office.read(plastic)->content));
        altered += reading && !reading->authentic() ? 1 : 0;
    }
    CHECK(altered > 40);
}

TEST_CASE("what does not fit into the chip is refused before anything is written") {
    Office office;
    auto plastic = office.blank();
    auto content = somebody();
    content.photo.resize(8000);
    CHECK(office.personalise(plastic, content).error().code == "card.too_large");
    content.photo.resize(kPhotoRoom);
    content.signature.resize(1024);
    content.biodata.name = std::string(60, 'A');
    CHECK(office.personalise(plastic, content));
}

TEST_CASE("openssl verifies the security object and finds the hashes of the files in it") {
    Office office;
    auto content = somebody();
    content.number = number_of(1);
    const auto files = *encode_content(content);
    const auto cms = *cms_of(*sign_files(files, office.document_signer(), kToday));
    const auto folder = std::filesystem::temp_directory_path() / ("loket-card-" + std::to_string(::getpid()));
    REQUIRE(make_folder(folder));
    REQUIRE(write_file(folder / "sod.cms", cms));
    REQUIRE(write_file(folder / "ca.pem", as_bytes(documents::signing::certificate_to_pem(office.authority.certificate))));
    const auto run = [&](const std::string& more) {
        return std::system(("cd " + folder.string() + " && openssl cms -verify -inform DER -in sod.cms -CAfile ca.pem -purpose any " + more + " >/dev/null 2>&1").c_str());
    };
    REQUIRE(run("-out lds.der") == 0);
    const auto lds = *read_file(folder / "lds.der");
    for (const auto& [file, bytes] : files) {
        const auto hash = sha256(bytes);
        CHECK((std::ranges::search(lds, hash).empty() == (file == File::Common)));
    }
    auto changed = cms;
    changed[changed.size() - 5] ^= 1;
    REQUIRE(write_file(folder / "sod.cms", changed));
    CHECK(run("-out other.der") != 0);
    std::filesystem::remove_all(folder);
}
