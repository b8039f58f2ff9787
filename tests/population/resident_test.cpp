#include "workflow/population/resident.h"

#include <nlohmann/json.hpp>

#include "tests/population/fixture.h"
#include "workflow/population/resident_json.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

namespace {

Resident full() {
    Resident r;
    r.nik = "2101064107900001";
    r.kk = "2101061511080003";
    r.name = "SITI MA'RIFAH \"NUR\"";
    r.birth_place = "TANJUNG UBAN";
    r.born = day("1990-07-01");
    r.sex = Sex::Female;
    r.blood = Blood::OMinus;
    r.address = {.street = "JL. NUSANTARA NO. 1", .rt = 3, .rw = 19, .village = "21.01.06.1008"};
    r.religion = Religion::Kepercayaan;
    r.marital = Marital::Divorced;
    r.marriage_recorded = false;
    r.marital_since = day("2020-02-29");
    r.education = 8;
    r.occupation = 88;
    r.nationality = Nationality::Wna;
    r.immigration = Immigration{.country = "SINGAPURA",
                                .passport = "K0000000X",
                                .kitap = "2D21AA0001-T",
                                .valid_until = day("2029-01-31")};
    r.shdk = Shdk::FamiliLain;
    r.father = "AHMAD";
    r.mother = "AMINAH";
    r.birth_deed = "2101-LT-01072010-0001";
    r.disability = 6;
    r.life = LifeStatus::Abroad;
    r.record_state = RecordState::AdjudicateRecord;
    r.card = CardState::Withdrawn;
    r.kia = true;
    r.bio_seed = 0xffff'ffff'ffff'fffe;
    r.missing_fingers = 0x201;
    r.phone = "+628660000001";
    return r;
}

}  // namespace

TEST_CASE("a resident survives JSON, full and bare") {
    CHECK(*decode_resident(encode(full())) == full());
    Resident bare;
    bare.nik = "1";
    bare.kk = "2";
    bare.name = "S";
    bare.born = day("2000-02-29");
    bare.address.village = "21.01.06.1008";
    CHECK(*decode_resident(encode(bare)) == bare);
    CHECK(encode(bare).size() < 160);
    CHECK(encode(bare).find(' ') == std::string::npos);
}

TEST_CASE("a family survives JSON and knows its head") {
    Family family{.kk = "2101061511080003", .recorded = day("2008-11-15"), .members = {full(), full()}};
    CHECK(family.head() == nullptr);
    family.members[1].shdk = Shdk::KepalaKeluarga;
    CHECK(family.head() == &family.members[1]);
    CHECK(*decode_family(encode(family)) == family);
}

TEST_CASE("every state has one name and comes back from it") {
    for (int i = 0; i <= static_cast<int>(RecordState::CardPrinted); ++i)
        CHECK(parse_record_state(to_string(static_cast<RecordState>(i))) == static_cast<RecordState>(i));
    for (int i = 0; i <= static_cast<int>(CardState::Withdrawn); ++i)
        CHECK(parse_card_state(to_string(static_cast<CardState>(i))) == static_cast<CardState>(i));
    for (int i = 0; i <= static_cast<int>(LifeStatus::Abroad); ++i)
        CHECK(parse_life_status(to_string(static_cast<LifeStatus>(i))) == static_cast<LifeStatus>(i));
    CHECK(to_string(RecordState::PrintReadyRecord) == "PRINT_READY_RECORD");
    CHECK_FALSE(parse_record_state("print_ready_record").has_value());
}

TEST_CASE("records that break the shape are refused and the key is named") {
    const auto whole = nlohmann::json::parse(encode(full()));
    const auto refuse = [](const nlohmann::json& document, const std::string& key) {
        const auto read = resident_from_json(document);
        CAPTURE(key);
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().fault == Fault::Corrupt);
        CHECK(read.error().context.find(key) != std::string::npos);
    };
    for (const auto* key : {"nik", "kk", "name", "born", "sex", "village", "religion", "shdk"}) {
        auto document = whole;
        document.erase(key);
        refuse(document, key);
    }
    const std::pair<const char*, nlohmann::json> bad[] = {{"nik", 5},
                                                          {"born", "1990-02-30"},
                                                          {"sex", 3},
                                                          {"sex", -1},
                                                          {"sex", 1.0},
                                                          {"blood", 14},
                                                          {"religion", 0},
                                                          {"rt", 1000},
                                                          {"marital", "KAWIN"},
                                                          {"education", 11},
                                                          {"occupation", 256},
                                                          {"disability", 7},
                                                          {"record", "READY"},
                                                          {"card", 1},
                                                          {"life", "GONE"},
                                                          {"kia", 1},
                                                          {"missing_fingers", 1024},
                                                          {"immigration", 3},
                                                          {"marital_since", "yesterday"}};
    for (const auto& [key, value] : bad) {
        auto document = whole;
        document[key] = value;
        refuse(document, key);
    }
    CHECK_FALSE(resident_from_json(nlohmann::json::array()).ok());
    CHECK_FALSE(decode_resident("{").ok());
    CHECK_FALSE(decode_family(R"({"kk":"1","recorded":"2020-01-01","members":{}})").ok());
    CHECK_FALSE(decode_family(R"({"kk":"1","recorded":"2020-01-01"})").ok());
    CHECK_FALSE(decode_family(R"({"kk":"1","recorded":"2020-01-01","members":[{}]})").ok());
    CHECK_FALSE(decode_family("7").ok());
}

TEST_CASE("unknown keys are passed over and odd bytes stay writable") {
    auto document = to_json(full());
    document["newer"] = 1;
    CHECK(resident_from_json(document).ok());
    auto odd = full();
    odd.name = "\xff";
    CHECK(decode_resident(encode(odd)).ok());
}

TEST_CASE("seventeen, or ever married, must hold a card") {
    Resident r;
    r.born = day("2009-11-24");
    CHECK_FALSE(must_hold_card(r, day("2026-11-23")));
    CHECK(must_hold_card(r, day("2026-11-24")));
    r.marital = Marital::Widowed;
    CHECK(must_hold_card(r, day("2026-11-23")));
    r.missing_fingers = 0x201;
    CHECK(r.lacks_finger(1));
    CHECK(r.lacks_finger(10));
    CHECK_FALSE(r.lacks_finger(2));
    CHECK_FALSE(r.lacks_finger(0));
    CHECK_FALSE(r.lacks_finger(11));
}
