#pragma once
// An independent set of books: follows the facts by its own simple rules and says where the office's state disagrees.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workflow/engine/office.h"

namespace loket::engine::test {

class Ledger {
  public:
    void add(const Fact& fact);
    /// The first promise that does not hold, or nothing.
    [[nodiscard]] std::optional<std::string> broken_promise(const Office& office) const;

  private:
    enum class Blank { Free, Reserved, Printed, Encoded, Active, HandedOver, Spoiled };
    struct Book {  ///< of one case
        std::string nik, record_state, resi, chip, checked_by, first_paraf_by;
        std::set<std::string> recorded_by{};
        int last_done = 0;
        int card = 0;
        int mismatches = 0;  ///< of the card at hand, since the activation was last begun
        bool matched = false, resi_shown = false, signed_for = false, waiting = false, closed = false, early = false, in_doubt = false;
    };
    void complain(const std::string& what) {
        if (!complaint_) complaint_ = what;
    }
    struct Noting;  ///< one overload an event
    void move_blank(Book& book, const std::string& serial, Blank from, Blank to);
    void note_ticket(const Fact& fact);
    void check_blanks(const Office& office, std::optional<std::string>& broken) const;
    void check_cases(const Office& office, std::optional<std::string>& broken) const;
    void check_queue(const Office& office, std::optional<std::string>& broken) const;

    std::map<int, Blank> blanks_;
    std::map<std::string, Book> open_;
    std::set<std::string> resi_ever_, cases_ever_, tickets_ever_;
    int closed_ = 0, handed_over_ = 0;
    std::optional<std::string> complaint_;
};

}  // namespace loket::engine::test
