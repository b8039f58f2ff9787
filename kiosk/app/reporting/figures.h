#pragma once
// The figures of the head's dashboard: the same measures as the reports, kept up to date while the log grows. Counted on a thread
// of its own; the core's thread only hands out pieces of the log.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "kiosk/app/core/core_thread.h"
#include "workflow/reports/from_log.h"
#include "workflow/reports/kpi.h"
#include "workflow/reports/operators.h"
#include "workflow/reports/survey.h"

namespace loket::app {

/// A file that was handed over, for the list behind the count.
struct ServedCase {
    std::string id, service;
    Instant opened, closed;
    int late_days = 0;  ///< working days over the promise
};

struct PeriodFigures {
    reports::Period period;
    std::size_t opened = 0, served = 0;
    std::vector<reports::ServiceFigures> services;  ///< those with any work in the period, most steps first
    reports::IkmResult ikm;
    std::vector<reports::OperatorFigures> operators;
    std::vector<reports::AgainstMismatch> against_mismatch;  ///< newest first
    std::vector<ServedCase> handed_over;  ///< newest first, at most kServedShown

    static constexpr std::size_t kServedShown = 200;
};

struct HeadFigures {
    std::int64_t head = 0;  ///< sequence number of the last event that counts
    Instant at;             ///< when they were counted
    PeriodFigures today, semester;
};

/// Pure: the figures of one period.
PeriodFigures measure_period(const reports::LogRecords& log, const Reference& reference, const std::map<std::string, reports::StaffMember>& staff,
                             const reports::Period& period, Instant now);

/// Counts when it is asked to. All members but the thread's own are for one thread, the ui's.
class FiguresKeeper {
  public:
    /// Both outlive it.
    FiguresKeeper(CoreThread& core, const Clock& clock);
    ~FiguresKeeper();

    /// Asks for fresh figures; does nothing while they are being counted.
    void refresh();
    [[nodiscard]] bool counting() const;
    /// Null until the first count is done.
    [[nodiscard]] std::shared_ptr<const HeadFigures> latest() const;
    /// Of the last count, if it failed.
    [[nodiscard]] std::optional<Error> failure() const;

  private:
    void run(const std::stop_token& stop);
    Result<std::shared_ptr<const HeadFigures>> count(const std::stop_token& stop);

    CoreThread& core_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    bool wanted_ = false;
    std::shared_ptr<const HeadFigures> latest_;
    std::optional<Error> failure_;
    reports::LogDigest digest_;  ///< of the thread
    std::int64_t read_ = 0;      ///< of the thread: last event in the digest
    std::jthread thread_;        ///< last
};

}  // namespace loket::app
