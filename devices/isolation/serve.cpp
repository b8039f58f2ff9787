#include "devices/isolation/serve.h"

#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <mutex>
#include <thread>

#include "devices/base/queue.h"
#include "devices/isolation/channel.h"
#include "devices/isolation/child.h"
#include "devices/isolation/pack.h"

namespace loket::isolation {
namespace {

constexpr std::size_t kUnserved = 8;  // the kiosk waits for each answer; more is nonsense

/// A question, and how to stop what it began.
struct Question {
    Message message;
    std::stop_source stop;
};

class LineSink final : public model::Sink {
  public:
    explicit LineSink(Channel& line) : line_(line) {}
    // When nobody listens any more, the reader notices and stops the work.
    void preview(const RgbaImage& frame) override { (void)line_.send(Word::Preview, pack(frame)); }
    void hint(std::string_view code) override { (void)line_.send(Word::Hint, pack(std::string(code))); }
    void progress(int percent) override { (void)line_.send(Word::Progress, pack(std::clamp(percent, 0, 100))); }

  private:
    Channel& line_;
};

/// A driver that throws says so; one that crashes is the kiosk's business.
template <class R, class Call>
R guarded(const Call& call) {
    try {
        return call();
    } catch (const std::exception& thrown) {
        return internal(std::string("driver threw: ") + thrown.what());
    }
}

class Server {
  public:
    Server(int socket, std::span<const model::Driver* const> drivers, model::Surroundings around)
        : line_(socket), drivers_(drivers), around_(std::move(around)), reader_([this] { hear(); }) {}

    bool run() {
        bool good = true;
        while (good) {
            const auto question = questions_.pop(over_.get_token());
            if (!question || question->message.word == Word::Close) break;
            good = serve(*question);
        }
        if (device_) device_->close();
        over_.request_stop();
        reader_.join();
        return good;
    }

  private:
    /// On the reader's thread: a stop must be heard while the device works.
    void hear() {
        std::stop_source present(std::nostopstate);
        while (auto message = line_.receive(Channel::kForever, over_.get_token())) {
            if (message->word == Word::Stop) {
                if (present.stop_possible()) present.request_stop();
                continue;
            }
            present = {};
            if (!questions_.try_push({std::move(*message), present})) break;
        }
        if (present.stop_possible()) present.request_stop();
        over_.request_stop();
    }

    bool serve(const Question& question) {
        switch (question.message.word) {
            case Word::Begin: return begin(question.message.body);
            case Word::Look: return look(question.stop.get_token());
            case Word::Open: return driver_ != nullptr && open();
            case Word::Perform: return device_ && perform(question);
            case Word::Health: return device_ && tell_health();
            default: return false;
        }
    }

    bool begin(ByteView body) {
        auto begin = unpack<Begin>(body);
        if (!begin || driver_ != nullptr) return false;
        const auto found = std::find_if(drivers_.begin(), drivers_.end(), [&](const auto* each) { return each->id == begin->driver; });
        if (found == drivers_.end()) return false;
        driver_ = *found;
        around_.address = std::move(begin->address);
        around_.name = std::move(begin->name);
        around_.settings = std::move(begin->settings);
        return true;
    }

    bool look(const std::stop_token& stop) {
        if (driver_ == nullptr || driver_->finder.look == nullptr) return false;
        using Seen = Result<std::vector<model::Sighting>>;
        auto seen = guarded<Seen>([&] { return driver_->finder.look(around_.settings, stop); });
        Answer answer;
        if (seen) answer.sightings = std::move(*seen);
        else answer.error = seen.error();
        return tell(answer);
    }

    bool open() {
        const auto opened = guarded<Status>([this] {
            if (!device_) device_ = driver_->create(around_);
            return device_->open();
        });
        Answer answer;
        if (opened) answer.identity = device_->identity();
        else answer.error = opened.error();
        return tell(answer);
    }

    bool tell_health() {
        Answer answer;
        const auto asked = guarded<Status>([&]() -> Status {
            answer.health = device_->health();
            return {};
        });
        if (!asked) answer.health = {.ready = false, .reasons = {"offline"}, .supplies = {}};
        return tell(answer);
    }

    bool perform(const Question& question) {
        const auto request = unpack<model::Request>(question.message.body);
        if (!request) return false;
        LineSink sink(line_);
        auto content = guarded<Result<model::Content>>([&] { return device_->perform(*request, sink, question.stop.get_token()); });
        Answer answer;
        if (content) answer.content = std::move(*content);
        else answer.error = content.error();
        return tell(answer);
    }

    bool tell(const Answer& answer) {
        const auto sent = line_.send(Word::Answer, pack(answer));
        if (sent || sent.error().fault != Fault::Unsupported) return sent.ok();
        Answer refusal;
        refusal.error = sent.error();
        return line_.send(Word::Answer, pack(refusal)).ok();
    }

    Channel line_;
    const std::span<const model::Driver* const> drivers_;
    model::Surroundings around_;
    const model::Driver* driver_ = nullptr;
    std::unique_ptr<model::Device> device_;
    Queue<Question> questions_{kUnserved};
    std::stop_source over_;
    std::jthread reader_;
};

}  // namespace

bool serve(int socket, std::span<const model::Driver* const> drivers, model::Surroundings around) {
    return Server(socket, drivers, std::move(around)).run();
}

int run_helper(std::span<const model::Driver* const> drivers, const model::Surroundings& around) {
    // Should the kiosk have ended before the first line, the socket says so.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGPIPE, SIG_IGN);  // not every library thinks of it
    return serve(kHelperSocket, drivers, around) ? 0 : 1;
}

}  // namespace loket::isolation
