#pragma once
// Books kept apart from the engine over cases of all services: what must hold whatever is asked, by whomever.

#include <map>
#include <optional>
#include <set>
#include <string>

#include "workflow/engine/office.h"
#include "workflow/engine/service.h"

namespace loket::engine::test {

class BookLedger {
  public:
    explicit BookLedger(const Services& services) : services_(services) {}
    void add(const Fact& fact);
    /// The first promise that does not hold, or nothing.
    [[nodiscard]] std::optional<std::string> broken_promise(const Office& office) const;

  private:
    struct Book {  ///< of one open case
        const Service* service = nullptr;
        std::string nik, resi, registered_out;
        int last_done = 0;
        std::map<std::string, std::string> number_of;  ///< by kind of paper
        std::set<std::string> printed, signed_papers, effects;
        std::map<int, std::string> done_by;
        std::string card;
        bool resi_shown = false, signed_for = false;
    };
    struct Noting;  ///< one overload an event
    void complain(bool holds, const std::string& otherwise) {
        if (!holds && !complaint_) complaint_ = otherwise;
    }
    void check_case(const Office& office, const std::string& id, const Book& book, std::optional<std::string>& broken) const;
    void check_stock(const Stock& stock, const std::string& prefix, std::optional<std::string>& broken) const;

    const Services& services_;
    std::map<std::string, Book> open_;
    std::set<std::string> cases_ever_, resi_ever_, numbers_ever_, registered_ever_;
    std::map<std::string, std::set<std::string>> handed_out_, spoiled_;  ///< serials by prefix
    std::map<std::string, int> received_;
    int closed_ = 0;
    std::optional<std::string> complaint_;
};

}  // namespace loket::engine::test
