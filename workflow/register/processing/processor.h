#pragma once
// The centre's back office: opens packets that are here whole, looks for the same person under another number, answers the office.

#include "devices/biometrics/finger/finger.h"
#include "workflow/dedup/gallery.h"
#include "workflow/register/gateway/packet_store.h"
#include "workflow/register/postgres/books.h"
#include "workflow/register/postgres/changes.h"
#include "workflow/register/postgres/doubts.h"
#include "workflow/register/postgres/persons.h"
#include "workflow/sync/carry/parcel.h"

namespace loket::centre {

/// Minutiae of a picture as a packet carries it (PNG).
using ReadFinger = std::function<Result<biometrics::FingerTemplate>(ByteView picture)>;
/// The same of an iris.
using ReadIris = std::function<Result<biometrics::IrisCode>(ByteView picture)>;

/// One for each gallery of fingers; not thread-safe. Gateways work on without it: their packets wait.
class Processor {
  public:
    struct Parts {
        std::filesystem::path folder;  ///< of the register: packets/ or packets.json, gallery.db, its keys
        std::string conninfo;
        const Clock& clock;
        ReadFinger read_finger;
        ReadIris read_iris = {};  ///< without it irises are left where they are
    };
    static Result<std::unique_ptr<Processor>> open(Parts parts);
    ~Processor();

    /// Takes changes of people that came with the logs (Changes), opens one packet, tells verdicts; true where there was something to do.
    ///
    /// | packet                                         | office is told                                      |
    /// | nobody is alike                                | PRINT_READY_RECORD: the permission to print         |
    /// | somebody may be the same person                | ADJUDICATE_RECORD, and a case lies on the work list |
    /// | cannot be opened, is signed by another, old    | nothing it could apply; the log says why            |
    Result<bool> step();
    Result<std::vector<Doubt>> open_doubts(const std::string& who);
    /// PRINT_READY_RECORD for two people, DUPLICATE_RECORD for one.
    Status judge(std::int64_t id, bool same, const std::string& who, const std::string& reason);

  private:
    struct Recording;
    explicit Processor(Parts parts);
    Result<std::string> open_packet(const PacketToOpen& packet);
    Result<std::string> decide(const Recording& recording);
    Status tell_state(const std::string& origin, const std::string& case_id, std::int64_t event, const std::string& state, const std::string& reason);
    Result<bool> tell_verdicts();
    Result<bool> take_changes();

    Parts parts_;
    std::shared_ptr<const PacketStore> packets_;
    std::unique_ptr<sync::RegisterKeys> keys_;
    std::unique_ptr<dedup::Gallery> gallery_;
    std::unique_ptr<Books> books_;  ///< for what is told while a packet is held
    std::unique_ptr<WorkList> held_, list_;
    std::unique_ptr<Persons> persons_;
    std::unique_ptr<Changes> changes_;
};

}  // namespace loket::centre
