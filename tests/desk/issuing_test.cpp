#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "kiosk/app/desk/document_check.h"
#include "kiosk/app/desk/pictures.h"
#include "office.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using documents::signing::Finding;
using documents::signing::TrustAnchors;
using engine::StepKind;

namespace {

Result<documents::signing::Verdict> check(const std::string& input, const documents::signing::TrustAnchors& trust, const app::IssuedPapers& known) {
    LOKET_ASSIGN(codes, app::codes_of_document(input));
    return app::check_codes(codes, trust, known);
}

std::string error_of(const Result<PaperPrint>& print) { return print ? "none" : print.error().code + ": " + print.error().context; }

/// Every paper that the service has, due or not, can be written from this case.
void check_drafts(DeskOffice& office, const engine::Service& service, const engine::Case& c) {
    for (const auto& paper : service.papers) {
        const bool card = paper.kind.starts_with("KK");  // there must be such a family
        if (card && std::ranges::none_of(service.due_papers(c.answers), [&](const engine::Paper* due) { return due->kind == paper.kind; })) continue;
        const auto draft = print_of(office.equipment(), c, paper.kind);
        INFO(service.id << " " << paper.kind << " " << error_of(draft));
        REQUIRE(draft);
        CHECK(as_text(ByteView(draft->pdf).first(5)) == "%PDF-");
        CHECK(draft->sheets >= 1);
        CHECK(draft->digest.size() == 64);
    }
}

void check_signed(DeskOffice& office, const engine::Case& c, const engine::IssuedPaper& paper) {
    INFO(paper.number);
    REQUIRE(paper.is_signed());
    const auto entry = archived(office, paper.number);
    const auto print = print_of(office.equipment(), c, paper.kind);
    REQUIRE(print);
    CHECK(print->digest == paper.digest);
    CHECK(to_hex(sha256(print->pdf)) == entry.pdf);
    CHECK(paper.payload.find("LKT1") == std::string::npos);
    const auto verdict = documents::signing::verify(entry.qr, anchors(office), {});
    REQUIRE(verdict.valid());
    CHECK(verdict.number == paper.number);
    CHECK(to_hex(verdict.statement->content) == paper.digest);
}

}  // namespace

TEST_CASE("every paper of every service is filled, numbered, signed and kept, under both profiles") {
    for (const auto* profile : {"SOP2019", "PERPRES96"}) {
        DeskOffice office(profile);
        for (const auto& service : office.services().all()) {
            if (service.papers.empty() || service.id == "S12") continue;  // this household is married: S12 is drafted below, and walked by the demo
            INFO(service.id << " " << profile);
            const auto id = office.open(service);
            office.walk_to(id, StepKind::PrintPaper);
            check_drafts(office, service, *office.at(id));
            office.walk_to(id, StepKind::Sign);
            REQUIRE(sign_papers(office.equipment(), id, office.worker(*office.at(id))));
            const auto c = office.at(id);
            CHECK(c->papers.size() == service.due_papers(c->answers).size());
            for (const auto& paper : c->papers) check_signed(office, *c, paper);
        }
    }
}

TEST_CASE("forms filled in many ways always give a paper") {
    DeskOffice office("SOP2019");
    for (const auto& service : office.services().all())
        for (std::uint64_t seed = 2; seed < 8 && !service.papers.empty(); ++seed) {
            INFO("seed " << seed);
            engine::Case c;
            c.id = "2026-11-23/X-1";
            c.service = service.id;
            c.profile = "SOP2019";
            c.nik = office.applicant(service);
            c.answers = office.fill(service, c.nik, seed, service.id == "S01");
            c.opened = c.updated = office.clock.now();
            check_drafts(office, service, c);
        }
}

TEST_CASE("a changed answer is an altered paper, a cancelled case's paper is revoked, a text is enough to check") {
    DeskOffice office("PERPRES96");
    const auto& service = *office.services().find("S04");
    const auto id = office.open(service);
    office.walk_to(id, StepKind::Stamp);
    const auto c = office.at(id);
    const auto& paper = c->papers.front();
    const auto trust = anchors(office);

    auto other = *c;
    other.answers["tujuan_alamat"] += " A";
    for (auto& one : other.papers) one.signed_by.clear();  // written anew from the answers
    const auto changed = print_of(office.equipment(), other, paper.kind);
    REQUIRE(changed);
    CHECK(changed->digest != paper.digest);
    Sha256 content{};
    std::ranges::copy(from_hex(changed->digest).value(), content.begin());
    const auto qr = archived(office, paper.number).qr;
    CHECK(documents::signing::verify(qr, trust, {}, content).finding == Finding::Altered);

    const auto file = office.folder() / "surat.pdf";
    REQUIRE(write_file(file, print_of(office.equipment(), *c, paper.kind).value().pdf));
    const auto known = [&] { return office.equipment().core.ask([](Core& core) { return issued_papers(core.store()); }).get().value(); };
    CHECK(check(file, trust, known()).value().valid());
    CHECK(check(qr + "\n", trust, known()).value().valid());
    const documents::Drawing photo{"foto", 60, 60, [&qr](documents::Canvas& canvas) {
                                       canvas.qr({5, 5, 50, 50}, qr);
                                       return 60.0;
                                   }};
    const auto picture = office.folder() / "foto.png";
    REQUIRE(write_png(picture, documents::render_rgba(photo, 150).value()));
    CHECK(check(picture, trust, known()).value().number == paper.number);
    const DeskOffice elsewhere("PERPRES96");
    CHECK(check(picture, anchors(elsewhere), {}).value().finding == Finding::UnknownIssuer);
    REQUIRE(write_text(office.folder() / "catatan.txt", "bukan surat"));
    CHECK(check((office.folder() / "catatan.txt").string(), trust, known()).error().code == "scan.format");
    CHECK(check("LKTN:" + paper.number, trust, known()).value().finding == Finding::NumberOnly);
    CHECK(check((office.folder() / "none.pdf").string(), trust, known()).error().code == "document.no_file");
    IssuedPapers lies = known();
    lies.contents[paper.number] = content;
    CHECK(check(qr, trust, lies).value().finding == Finding::Altered);

    office.must(engine::CancelCase{id, "dibatalkan pemohon"}, engine::test::kFront);
    CHECK(check(file, trust, known()).value().finding == Finding::Revoked);
}

TEST_CASE("a paper that was sent back is printed anew under its number and signed as it then stands") {
    DeskOffice office("SOP2019");
    const auto id = office.open(*office.services().find("S04"));
    office.walk_to(id, StepKind::Sign);
    const auto number = office.at(id)->papers.front().number;
    office.must(engine::ReturnCase{id, "nama jalan salah"}, office.worker(*office.at(id)));
    CHECK(sign_papers(office.equipment(), id, engine::test::kKabid).error().fault == Fault::Rejected);
    office.walk_to(id, StepKind::Stamp);
    CHECK(office.at(id)->papers.front().number == number);
    check_signed(office, *office.at(id), office.at(id)->papers.front());
}

TEST_CASE("nothing else is signed than what was printed") {
    DeskOffice office("PERPRES96");
    const auto id = office.open(*office.services().find("S04"));
    office.walk_to(id, StepKind::Sign);
    const auto number = office.at(id)->papers.front().number;
    auto entry = archived(office, number);
    CHECK(to_hex(sha256(print_of(office.equipment(), *office.at(id), "SKPWNI").value().pdf)) == entry.draft);
    const auto swap = [&](const std::string& content) {
        REQUIRE(office.equipment().core.ask([&](Core& core) {
            store::Batch batch;
            batch.put_meta("paper/" + number, R"({"content": ")" + content + R"("})");
            return core.store().commit(batch).ok();
        }).get());
    };
    swap(std::string(64, '0'));  // as if the register had said something else when it was printed
    CHECK(sign_papers(office.equipment(), id, office.worker(*office.at(id))).error().code == "paper.changed");
    CHECK_FALSE(office.at(id)->papers.front().is_signed());
    swap(entry.content);
    CHECK(sign_papers(office.equipment(), id, office.worker(*office.at(id))));
    CHECK(office.at(id)->papers.front().is_signed());
}

TEST_CASE("nobody certified, nobody signs, an unknown paper is refused") {
    DeskOffice office("SOP2019");
    CHECK(office.equipment().paperwork->signing.expected("LURAH", {}, office.clock.now()).error().code == "signing.no_officer");
    const auto id = office.open(*office.services().find("S04"));
    CHECK(print_of(office.equipment(), *office.at(id), "KK").error().code == "paper.unknown");
    CHECK(issue_papers(office.equipment(), "2026-11-23/Z-9", engine::test::kFront).error().code == "case.unknown");
}

TEST_CASE("every paper of both profiles, to look at", "[.gallery]") {
    const auto folder = std::filesystem::path(LOKET_BINARY_DIR) / "gallery" / "desk";
    std::filesystem::create_directories(folder);
    for (const auto* profile : {"SOP2019", "PERPRES96"}) {
        DeskOffice office(profile);
        for (const auto& service : office.services().all()) {
            if (service.papers.empty() || service.id == "S12") continue;  // as above
            const auto id = office.open(service);
            office.walk_to(id, StepKind::PrintPaper);
            for (const auto* paper : service.due_papers(office.at(id)->answers))
                REQUIRE(write_file(folder / (std::string(profile) + "-draft-" + paper->kind + ".pdf"), print_of(office.equipment(), *office.at(id), paper->kind).value().pdf));
            office.walk_to(id, StepKind::Sign);
            REQUIRE(sign_papers(office.equipment(), id, office.worker(*office.at(id))));
            for (const auto& paper : office.at(id)->papers)
                REQUIRE(write_file(folder / (std::string(profile) + "-" + paper.kind + ".pdf"), print_of(office.equipment(), *office.at(id), paper.kind).value().pdf));
        }
    }
}
