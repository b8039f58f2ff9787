#pragma once
// The office's sender: drives the office's step (Office) over the store and the link, one thing at a time, on a thread of its own.

#include <memory>
#include <mutex>

#include "workflow/sync/carry/change_book.h"
#include "workflow/sync/carry/outbox.h"
#include "workflow/sync/carry/stick_trip.h"
#include "workflow/sync/link/fetcher.h"
#include "workflow/sync/link/membership.h"
#include "workflow/sync/promises.h"

namespace loket::sync {

/// What a person may see of the exchange. Immutable, replaced whole.
struct LinkView {
    bool enrolled = false;
    bool by_stick = false;                ///< a register, but no link to it
    std::optional<Instant> stick_made, stick_answered;  ///< the last one that went out, and the last receipt
    std::string url, origin;
    std::int64_t epoch = 1, head = 0, acked = 0;
    std::optional<Instant> waits_since;   ///< the oldest event that waits was written then
    Standing standing;                    ///< why it waits; empty: all is well
    PacketBox::Count packets;
    std::vector<PacketEntry> recordings;  ///< their packets, oldest first; the last two hundred that were received among them
    std::optional<std::pair<Digest, std::int64_t>> on_its_way;  ///< the packet that is being sent, and how much of it the register has
    std::string packet_code;              ///< why packets wait though the link is well: hours, budget
    std::optional<Instant> packets_at;    ///< when they go on
    std::optional<Instant> last_contact;  ///< the register answered
    std::optional<Instant> certificate_until;
    std::int64_t directives = 0;          ///< taken so far
    std::int64_t countersigned = 0;       ///< the last seal of the store that the register has signed, too
    std::vector<Directive> notices;       ///< what the centre tells people, oldest first; the last twenty
    std::vector<BlockLeft> numbers;       ///< that the register lent, by district
    std::int64_t changes = 0;             ///< of people, among the events that wait
    ChangeBook held;                      ///< changes that the centre did not take as they came
    struct Bundle {
        std::string version;
        std::int64_t size = 0, have = 0;  ///< bytes
        std::string code = {};            ///< why it waits
    };
    std::optional<Bundle> bundle;         ///< the next version of the appliance, on its way
    [[nodiscard]] std::int64_t waiting() const { return head - acked; }
    /// Something is going out now: nothing holds it up.
    [[nodiscard]] bool moving() const { return enrolled && standing.code.empty() && (waiting() > 0 || (packets.packets > 0 && packet_code.empty())); }
};

class Sender {
  public:
    struct Parts {
        AtStore at_store;
        const Clock& clock;
        Random& random;  ///< of the sender's thread
        std::array<std::uint8_t, 32> signing_seed{};
        std::string device_key;  ///< PEM
        std::filesystem::path packets;
        Policy policy = {};
        ContentsOf contents = {};        ///< of packets; none are made without it
        NumberDesk numbers = {};         ///< called on the sender's thread, every twenty seconds
        /// The office's machines, told every hour; and what of the register's bundles is wanted.
        struct MachineDesk {
            std::function<Result<wire::Machines>()> tell = {};
            std::function<bool(const wire::BundleOffer&)> wants = {};  ///< none is fetched without it
            std::filesystem::path file = {};                           ///< where a bundle goes
        } machines = {};
        std::function<Status()> news = {};  ///< the centre said something, or has a packet: called once at the beginning, again after failures
    };
    explicit Sender(Parts parts);
    ~Sender();

    /// Until `stop` is requested.
    void run(const std::stop_token& stop);
    /// One thing, if there is one to do; how long to rest after it. Never throws; what fails is in the view.
    Millis step(const std::stop_token& stop = {});
    /// From any thread.
    [[nodiscard]] std::shared_ptr<const LinkView> view() const;
    /// From any thread: do not wait for the next try.
    void try_now() { hurry_ = true; }
    /// From any thread: a stick is here. Both ways, before anything else goes over the link; one at a time.
    void carry(std::filesystem::path folder);
    /// From any thread: how that goes, and how the last one ended; null before the first.
    [[nodiscard]] std::shared_ptr<const StickTrip> trip() const;

  private:
    struct Errand;
    Status begin(store::Store& store, Errand& errand);
    Status look(store::Store& store);
    Status take_up(store::Store& store, Errand& errand, Instant now);
    void carry_out(Errand& errand, const std::stop_token& stop);
    Status settle(store::Store& store, Errand& errand);
    Status keep(store::Store& store, store::Batch batch);
    void renew_if_due(const std::stop_token& stop);
    void travel_if_asked(const std::stop_token& stop);
    void tell_trip(const StickTrip& trip);
    void pack();
    void tell_news();
    void countersign(const std::stop_token& stop);
    void compare(const std::stop_token& stop);
    void ask_numbers(const std::stop_token& stop);
    void tell_machines(const std::stop_token& stop);
    bool fetch(const std::stop_token& stop);
    Status read_notices(store::Store& store);
    Status count_changes(store::Store& store);
    Status take_packet(store::Store& store, const Errand& errand, const PacketAnswer& answer);
    Status take_page(store::Batch& batch, const Errand& errand, const wire::Page& page);
    void show(const LinkView& view);

    Parts parts_;
    SigningKey key_;
    PacketBox box_;
    Packer packer_;
    Fetcher fetcher_;
    std::optional<Card> register_;  ///< who is believed; nobody before this office has a register
    std::string pack_code_;  ///< why no packet could be made
    Instant pack_again_{}, news_again_{}, countersign_again_{}, numbers_again_{}, machines_again_{}, fetch_again_{};
    std::optional<store::Seal> sealed_;  ///< the newest of the store
    bool news_ = true;
    std::vector<std::int64_t> changes_;   ///< events with a change of somebody that the register does not have
    std::int64_t counted_ = 0;            ///< the log was looked through for them up to here
    std::int64_t noticed_ = -1;  ///< directives that were looked through for notices
    std::optional<Membership> membership_;
    std::unique_ptr<HttpsLink> link_;
    std::optional<Office> office_;
    Exchange kept_;  ///< as it is in the store
    std::optional<Instant> renewal_tried_;
    bool compared_ = false;  ///< with what the register has of us
    LinkView seen_;
    std::int64_t looked_at_acked_ = -1;
    std::atomic<bool> hurry_ = false;
    mutable std::mutex view_mutex_;
    std::shared_ptr<const LinkView> view_;
    std::optional<std::filesystem::path> stick_;  ///< asked for, or being done
    std::shared_ptr<const StickTrip> trip_;
};

}  // namespace loket::sync
