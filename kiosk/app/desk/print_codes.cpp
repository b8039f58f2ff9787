#include "kiosk/app/desk/print_codes.h"

#include <algorithm>
#include <cctype>

#include "devices/base/random.h"
#include "kiosk/app/desk/issuing.h"
#include "workflow/engine/codes.h"

namespace loket::app {

namespace {

constexpr std::string_view kPrintCodeQr = "LOKET-CETAK:";
constexpr std::size_t kPinFigures = 6;

std::string without_hyphens(const std::string& code) {
    std::string out;
    std::ranges::copy_if(code, std::back_inserter(out), [](unsigned char c) { return std::isalnum(c) != 0; });
    return out;
}

bool is_pin(const std::string& code) { return code.size() == kPinFigures && std::ranges::all_of(code, [](unsigned char c) { return std::isdigit(c) != 0; }); }

/// Whether the answer to a try is the fact that it was right.
template <class Right>
Status try_code(Core& core, engine::Command command) {
    LOKET_ASSIGN(answer, core.execute(std::move(command), kKiosk));
    return answer.front().kind == Right::kName ? Status{} : Status{rejected("code.wrong", "a wrong code for this number")};
}

}  // namespace

Result<std::string> give_print_code(Core& core, const std::string& paper, const engine::Actor& actor) {
    SystemRandom random;
    const auto snapshot = core.snapshot();
    const auto& cases = snapshot->office.cases;
    const auto of_paper = [&](const auto& item) { return std::ranges::find(item.second->papers, paper, &engine::IssuedPaper::number) != item.second->papers.end(); };
    const auto found = std::ranges::find_if(cases, of_paper);
    if (found == cases.end()) return rejected("paper.unknown", "no open case has this paper");
    auto code = engine::make_print_code(random);
    LOKET_ASSIGN(given, core.execute(engine::IssuePrintCode{paper, core.code_digest(found->second->nik, code)}, actor));
    (void)given;
    return code;
}

Result<std::string> give_access_pin(Core& core, const std::string& nik, const engine::Actor& actor) {
    SystemRandom random;
    auto pin = engine::make_pin(random);
    LOKET_ASSIGN(given, core.execute(engine::IssueAccess{nik, core.code_digest(nik, pin)}, actor));
    (void)given;
    return pin;
}

std::string print_code_qr(const std::string& code) { return std::string(kPrintCodeQr) + code; }

std::optional<std::string> print_code_of_qr(const std::string& text) {
    return text.starts_with(kPrintCodeQr) ? std::optional(text.substr(kPrintCodeQr.size())) : std::nullopt;
}

Result<std::vector<Printable>> papers_of_code(Core& core, const std::string& nik, const std::string& code, Instant now) {
    const auto typed = without_hyphens(code);
    const auto digest = core.code_digest(nik, typed);
    const auto today = wib_date(now);
    if (is_pin(typed)) {
        LOKET_TRY(try_code<engine::AccessUsed>(core, engine::UseAccess{nik, digest}));
        std::vector<Printable> papers;
        const auto after = core.snapshot();
        for (const auto& [number, each] : after->office.house.print_codes)
            if (each.nik == nik && each.may_print(today)) papers.push_back({number, each.kind, each.digest});
        if (papers.empty()) return rejected("code.nothing", "no paper of this person may be printed");
        return papers;
    }
    const auto snapshot = core.snapshot();
    const auto& house = snapshot->office.house;
    const auto tries = house.wrong_tries.find(nik);
    const auto until = tries == house.wrong_tries.end() ? std::nullopt : engine::blocked_until(tries->second);
    if (until && now < *until) return rejected("code.blocked", "too many wrong codes");
    const auto* found = engine::find_print_code(house, nik, digest);
    if (found == nullptr) {
        LOKET_TRY(try_code<engine::PrintCodeUsed>(core, engine::UsePrintCode{nik, digest}));  // counts the wrong one
        return internal("a code that nobody knows was right");
    }
    if (found->used) return rejected("code.used", "the paper was printed with this code");
    if (found->until < today) return rejected("code.expired", "the code could be used until " + iso_date(found->until));
    return std::vector<Printable>{{found->number, found->kind, found->digest}};
}

Status print_with_code(Equipment& equipment, const std::string& nik, const Printable& paper) {
    if (!equipment.paperwork || !equipment.paperwork->print_a4) return Error{Fault::Gone, "no A4 printer", "device.none"};
    auto sheets = equipment.core.ask([number = paper.number](Core& core) -> Result<Bytes> {
        LOKET_ASSIGN(archived, archived_paper(core.store(), number));
        if (!archived || archived->pdf.empty()) return rejected("paper.unknown", "the archive has no signed sheets of this number");
        return core.blob(archived->pdf);
    }).get();
    if (!sheets) return sheets.error();
    LOKET_TRY(equipment.paperwork->print_a4(*sheets, 1));
    auto used = equipment.core.ask([nik, digest = paper.digest](Core& core) { return try_code<engine::PrintCodeUsed>(core, engine::UsePrintCode{nik, digest}); }).get();
    return used;
}

}  // namespace loket::app
