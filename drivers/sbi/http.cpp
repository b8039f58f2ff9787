#include "drivers/sbi/http.h"

#include <curl/curl.h>

#include <algorithm>

#include "devices/base/secret.h"

namespace loket::drivers::sbi {
namespace {

constexpr std::size_t kMostAnswer = std::size_t{32} << 20;
constexpr Millis kIdle{1000};  // whatever happens wakes it earlier

Error lost_call(CURLcode code) {
    const std::string why = curl_easy_strerror(code);
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT: return {Fault::TimedOut, why, "device.timed_out"};
        case CURLE_COULDNT_CONNECT:
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_PARTIAL_FILE: return {Fault::Gone, why, "device.gone"};
        default: return corrupt("not an answer in HTTP: " + why);
    }
}

}  // namespace

struct Calls::Engine {
    ~Engine() { curl_multi_cleanup(multi); }
    CURLM* multi = nullptr;
};

struct Calls::Line {
    explicit Line(Call wanted) : call(std::move(wanted)) {}
    ~Line() {
        curl_easy_cleanup(easy);
        curl_slist_free_all(headers);
        zeroise(heard);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    static std::size_t hear(char* data, std::size_t, std::size_t size, void* self) {
        auto& line = *static_cast<Line*>(self);
        const ByteView piece(reinterpret_cast<const std::uint8_t*>(data), size);
        if (line.call.take) return line.call.take(piece), size;
        if (line.heard.size() + size > kMostAnswer) return 0;
        line.heard.append(data, size);
        return size;
    }
    void set_up();
    [[nodiscard]] Result<std::string> outcome(CURLcode code);

    Call call;
    std::string heard;
    CURL* easy = curl_easy_init();
    curl_slist* headers = curl_slist_append(curl_slist_append(nullptr, "Content-Type: application/json"), "Expect:");
    std::optional<Result<std::string>> answer;
};

/// No proxy, no redirect, no other protocol: it never leaves this machine.
void Calls::Line::set_up() {
    auto* handle = easy;
    curl_easy_setopt(handle, CURLOPT_URL, ("http://127.0.0.1:" + std::to_string(call.port) + call.path).c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.verb.c_str());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(call.limit.count()));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Line::hear);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
}

Result<std::string> Calls::Line::outcome(CURLcode code) {
    if (code != CURLE_OK) return lost_call(code);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299) return corrupt("the service answers with status " + std::to_string(status));
    return std::move(heard);
}

Calls::Calls() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    engine_ = std::make_unique<Engine>();
    if (ready) engine_->multi = curl_multi_init();
}

Calls::~Calls() {
    for (const auto& line : lines_)
        if (!line->answer) curl_multi_remove_handle(engine_->multi, line->easy);
}

std::size_t Calls::add(Call call) {
    auto& line = *lines_.emplace_back(std::make_unique<Line>(std::move(call)));
    line.set_up();
    if (curl_multi_add_handle(engine_->multi, line.easy) != CURLM_OK) line.answer = internal("no call can be made");
    return lines_.size() - 1;
}

Status Calls::run(const std::function<bool()>& enough, const std::stop_token& stop, Millis longest) {
    const auto over = std::chrono::steady_clock::now() + longest;
    auto* multi = engine_->multi;
    const std::stop_callback wake(stop, [multi] { curl_multi_wakeup(multi); });
    while (!stop.stop_requested()) {
        int under_way = 0, waiting = 0;
        if (curl_multi_perform(multi, &under_way) != CURLM_OK) return internal("calls cannot be made");
        while (const auto* message = curl_multi_info_read(multi, &waiting)) {
            if (message->msg != CURLMSG_DONE) continue;
            const auto code = message->data.result;
            auto* easy = message->easy_handle;
            Line* line = nullptr;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &line);
            line->answer = line->outcome(code);
            curl_multi_remove_handle(multi, easy);
        }
        const auto left = std::chrono::ceil<Millis>(over - std::chrono::steady_clock::now());
        if (enough() || under_way == 0 || left <= Millis{0}) return {};
        curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::min(left, kIdle).count()), nullptr);
    }
    return Error{Fault::Cancelled, "stopped on request"};
}

const std::optional<Result<std::string>>& Calls::answer(std::size_t call) const { return lines_[call]->answer; }

Result<std::string> ask(Call call, const std::stop_token& stop) {
    Calls calls;
    const auto one = calls.add(std::move(call));
    LOKET_TRY(calls.run([&] { return calls.answer(one).has_value(); }, stop));
    return *calls.answer(one);
}

}  // namespace loket::drivers::sbi
