#pragma once
// A printer behind IPP, whatever it prints on: one job at a time, and what became of it.

#include <memory>
#include <optional>
#include <string>

#include "devices/base/bytes.h"
#include "devices/model/device.h"
#include "drivers/ipp_printer/line.h"
#include "drivers/ipp_printer/state.h"

namespace loket::drivers::ipp_printer {

/// A document and how it is to be printed, in words of IPP.
struct PrintJob {
    std::string name;  ///< the station's number for it, nothing of what it prints
    std::string media, sides;
    const char* format = nullptr;
    Bytes document;  ///< overwritten when it is sent
    int impressions = 1;
};

/// All calls from one thread.
class PrintQueue {
  public:
    /// Asks the printer who it is.
    Status open(const std::string& address);
    [[nodiscard]] bool is_open() const { return line_ != nullptr; }
    void close() { line_.reset(); }

    /// What it says of itself.
    Result<Ipp> printer();
    /// The names of the jobs that came out, as far as it remembers them.
    Result<std::vector<std::string>> finished();
    /// Success is only what the printer says of the finished job. Gone `printer.sheets_unknown` when nobody can say what became of it. A job that failed or
    /// was stopped is taken back.
    Status print(PrintJob job, model::Sink& sink, const std::stop_token& stop);
    /// Whether the last `print` came as far as giving the printer a job.
    [[nodiscard]] bool begun() const { return begun_; }

    [[nodiscard]] const std::string& make() const { return make_; }
    [[nodiscard]] const std::string& serial() const { return serial_; }
    [[nodiscard]] const std::string& firmware() const { return firmware_; }

  private:
    class Sender;
    Result<Ipp> about(int job, ipp_op_t operation, const char* doing);
    Result<Ipp> state_of(int job);
    Result<int> create_job(const PrintJob& wanted);
    Status watch(int job, const Sender& sender, int impressions, model::Sink& sink, const std::stop_token& stop);
    Status take_back(int job, const Sender& sender, Error why);
    Status reopen();
    template <class R>
    R noted(R result);

    Place place_;
    std::unique_ptr<Line> line_;  // to ask on
    std::string make_, serial_, firmware_;
    std::optional<std::string> job_name_;  // what the printer called the job under way when it was first asked
    bool begun_ = false;
};

}  // namespace loket::drivers::ipp_printer
