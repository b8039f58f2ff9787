#pragma once
// Everything that must happen together: a Batch is written whole or not at all.

#include <string>
#include <utility>
#include <vector>

#include "workflow/store/rows.h"

namespace loket::store {

/// Fill it, then give it to Store::commit. Rows replace the row with the same key.
class Batch {
  public:
    Batch& add(NewEvent event) { return push(events_, std::move(event)); }
    Batch& add(NewAudit line) { return push(audits_, std::move(line)); }
    Batch& put(CaseRow row) { return push(cases_, std::move(row)); }
    Batch& put(CardRow row) { return push(cards_, std::move(row)); }
    Batch& put(ResidentRow row) { return push(residents_, std::move(row)); }
    Batch& put(FamilyRow row) { return push(families_, std::move(row)); }
    Batch& put(OfficerRow row) { return push(officers_, std::move(row)); }
    /// Keys beginning with "store." belong to the store itself and are refused at commit.
    Batch& put_meta(std::string key, std::string value) {
        return push(meta_, std::pair(std::move(key), std::move(value)));
    }
    /// Returns the address of the content, its SHA-256, for use in event bodies. Content already stored is
    /// not stored again.
    Sha256 add_blob(std::string kind, Bytes content) {
        const auto digest = sha256(content);
        blobs_.push_back({digest, {std::move(kind), std::move(content)}});
        return digest;
    }

    /// Takes content away for good. The store writes the audit line that says so into the same commit: content that is missing
    /// without one was lost or stolen. Nothing happens where it is not there.
    Batch& erase(Erasure erasure) { return push(erasures_, std::move(erasure)); }

    struct AddressedBlob {
        Sha256 digest;
        Blob blob;
    };
    /// Content whose address is known. Empty content stands for what is stored elsewhere (shared.h) and is not written.
    Batch& add_addressed(AddressedBlob blob) { return push(blobs_, std::move(blob)); }
    [[nodiscard]] std::vector<AddressedBlob>& changing_blobs() { return blobs_; }
    /// Under which id the office knows this batch: the same id is never written twice. Empty: the store gives one.
    Batch& named(std::string id) {
        id_ = std::move(id);
        return *this;
    }
    [[nodiscard]] const std::string& id() const { return id_; }
    void replace_erasures(std::vector<Erasure> erasures) { erasures_ = std::move(erasures); }
    template <class Which>
    void drop_meta(const Which& which) {
        std::erase_if(meta_, [&](const auto& entry) { return which(entry.first); });
    }
    [[nodiscard]] const std::vector<NewEvent>& events() const { return events_; }
    [[nodiscard]] const std::vector<NewAudit>& audits() const { return audits_; }
    [[nodiscard]] const std::vector<AddressedBlob>& blobs() const { return blobs_; }
    [[nodiscard]] const std::vector<Erasure>& erasures() const { return erasures_; }
    [[nodiscard]] const std::vector<CaseRow>& cases() const { return cases_; }
    [[nodiscard]] const std::vector<CardRow>& cards() const { return cards_; }
    [[nodiscard]] const std::vector<ResidentRow>& residents() const { return residents_; }
    [[nodiscard]] const std::vector<FamilyRow>& families() const { return families_; }
    [[nodiscard]] const std::vector<OfficerRow>& officers() const { return officers_; }
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& meta() const { return meta_; }

    [[nodiscard]] bool empty() const {
        return events_.empty() && audits_.empty() && blobs_.empty() && erasures_.empty() && cases_.empty() && cards_.empty() && residents_.empty() &&
               families_.empty() && officers_.empty() && meta_.empty();
    }

  private:
    template <class Row>
    Batch& push(std::vector<Row>& rows, Row row) {
        rows.push_back(std::move(row));
        return *this;
    }

    std::string id_;
    std::vector<NewEvent> events_;
    std::vector<NewAudit> audits_;
    std::vector<AddressedBlob> blobs_;
    std::vector<Erasure> erasures_;
    std::vector<CaseRow> cases_;
    std::vector<CardRow> cards_;
    std::vector<ResidentRow> residents_;
    std::vector<FamilyRow> families_;
    std::vector<OfficerRow> officers_;
    std::vector<std::pair<std::string, std::string>> meta_;
};

}  // namespace loket::store
