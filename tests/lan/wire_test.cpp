// What goes over the wire: every byte is read as it was written, or refused.

#include <catch2/catch.hpp>

#include "workflow/lan/wire.h"

using namespace loket;
using namespace loket::lan;

namespace {

store::Batch full_batch() {
    const Instant at = from_millis(1'790'000'000'000);
    store::Batch batch;
    batch.add(store::NewEvent{"antrean:2026-11-29", "TicketIssued", "anjungan/Pemohon", R"({"number":"A-001"})", at});
    batch.add(store::NewAudit{"rina", "look", "x", "verifikasi", at});
    batch.put(store::CaseRow{.case_id = "c", .resi = "r", .nik = "n", .service = "S02", .state = "open", .step = "3", .opened_at = at, .promised = at, .updated_at = at, .closed = true});
    batch.put(store::CardRow{"KEP1", "uid", "n", "c", "printed", at});
    batch.put(store::ResidentRow{"n", "k", "NAMA", "PRINT_READY_RECORD", "{}"});
    batch.put(store::FamilyRow{"k", "n", "{}"});
    batch.put(store::OfficerRow{"rina", "{}"});
    batch.put_meta("help.waiting", "[]");
    batch.add_blob("png", Bytes{1, 2, 3});
    batch.erase({sha256(Bytes{9}), "loket", "retention:x", at});
    return batch;
}

}  // namespace

TEST_CASE("a proposal and an answer come out as they went in") {
    const Proposal proposal{"id", 3, 17, 12, true, full_batch()};
    const auto read = decode_proposal(encode(proposal));
    REQUIRE(read);
    CHECK(encode(*read) == encode(proposal));
    CHECK(read->batch.cases() == proposal.batch.cases());
    CHECK(read->batch.blobs().front().blob.content == Bytes{1, 2, 3});
    Answer answer{"", 3, 18, {}};
    answer.entries.push_back({18, "id", 3, sha256(Bytes{1}), sha256(Bytes{2}), full_batch()});
    const auto back = decode_answer(encode(answer));
    REQUIRE(back);
    CHECK(encode(*back) == encode(answer));
}

TEST_CASE("a call that is cut, or of which a byte was changed, is refused or another call, never a crash") {
    const auto whole = encode(Proposal{"id", 3, 17, 12, false, full_batch()});
    for (std::size_t length = 0; length < whole.size(); ++length) CHECK_FALSE(decode_proposal(ByteView(whole).first(length)));
    int refused = 0;
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const auto mask : {0x01, 0x20, 0x80}) {
            auto changed = whole;
            changed[at] = static_cast<std::uint8_t>(changed[at] ^ mask);
            const auto read = decode_proposal(changed);
            if (!read) ++refused;
            else CHECK(encode(*read) == changed);  // one meaning, one encoding
        }
    CHECK(refused > 0);
    CHECK_FALSE(decode_files(encode(std::vector<File>{{"../office.key", {}}})));
    CHECK_FALSE(decode_files(encode(std::vector<File>{{"/etc/passwd", {}}})));
}
