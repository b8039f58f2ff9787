// What a code reader or a camera may bring: numbers of resi and signed statements.

#include "tests/fuzz/target.h"
#include "workflow/documents/signing/base45.h"
#include "workflow/documents/signing/statement.h"
#include "workflow/engine/resi.h"

namespace loket::fuzz {

namespace signing = documents::signing;

void codes(ByteView bytes) {
    const auto kind = take_first(bytes) % 3;
    const auto text = as_text(bytes);
    if (kind == 0) {
        const auto resi = engine::parse_resi(text);
        if (!resi) return require(resi.error().fault == Fault::Rejected, "a bad number is told as such");
        const auto again = engine::parse_resi(engine::resi_qr(*resi));
        require(again && *again == *resi && !engine::resi_series(*resi).empty(), "a number reads back as itself");
    } else if (kind == 1) {
        const auto decoded = signing::from_base45(text);
        if (decoded) require(signing::to_base45(*decoded) == text, "one text for the same bytes");
    } else if (const auto read = signing::read_qr_text(text)) {
        const auto again = signing::to_qr_text(read->statement, read->key, read->signature);
        require(again && *again == text, "nothing but what we write is read");
    }
}

}  // namespace loket::fuzz
