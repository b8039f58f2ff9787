#include "workflow/sync/link/https_link.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>

#include "workflow/pki/device_key.h"
#include "workflow/sync/batch.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/wire/calls.h"
#include "workflow/tpm/tpm.h"

namespace loket::sync {
namespace {

constexpr std::size_t kMostReply = 64u << 20;

struct CleanList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Fields = std::unique_ptr<curl_slist, CleanList>;

void add(Fields& fields, const std::string& line) { fields.reset(curl_slist_append(fields.release(), line.c_str())); }

/// What went wrong, by what can be done about it.
Error link_error(CURLcode problem, const char* words) {
    if (auto why = pki::key_failure()) return *why;
    const std::string context = words[0] != '\0' ? words : curl_easy_strerror(problem);
    switch (problem) {
        case CURLE_ABORTED_BY_CALLBACK: return {Fault::Cancelled, "stopped"};
        case CURLE_OPERATION_TIMEDOUT: return {Fault::TimedOut, context, kTimeout};
        case CURLE_PEER_FAILED_VERIFICATION: return rejected(kRegisterUnknown, context);
        case CURLE_SSL_CERTPROBLEM: return rejected(kNotLetIn, context);
        default: break;
    }
    // OpenSSL's alerts in TLS 1.3 come with the first read: "… alert certificate expired", "… alert unknown ca".
    if (context.find("alert") != std::string::npos) return rejected(kNotLetIn, context);
    return {Fault::Gone, context, kNoLink};
}

}  // namespace

struct HttpsLink::Request {
    const char* method;
    std::string target;
    ByteView body = {};
    std::vector<std::string> fields = {};
};

struct HttpsLink::Reply {
    long status = 0;
    std::string code, offset, complete, receipt;
    Bytes body;
};

struct HttpsLink::Curl {
    CURL* handle = curl_easy_init();
    std::array<char, CURL_ERROR_SIZE> words{};
    Curl() = default;
    ~Curl() { curl_easy_cleanup(handle); }
    Curl(const Curl&) = delete;
    Curl& operator=(const Curl&) = delete;
    /// Blocks until the call ends or is stopped; what libcurl says of a failure is in `words`.
    CURLcode perform(const std::stop_token& stop);
};

namespace {

std::size_t take_body(const char* data, std::size_t, std::size_t count, void* into) {
    auto& body = *static_cast<Bytes*>(into);
    if (body.size() + count > kMostReply) return 0;
    body.insert(body.end(), data, data + count);
    return count;
}

struct Wanted {
    std::string_view name;
    std::string* into;
};

std::size_t take_field(const char* data, std::size_t, std::size_t count, void* into) {
    const std::string_view line(data, count);
    for (const auto& [name, value] : *static_cast<const std::array<Wanted, 4>*>(into)) {
        if (line.size() <= name.size() + 1 || line[name.size()] != ':' || !std::ranges::equal(line.substr(0, name.size()), name, [](char a, char b) { return (a | 32) == (b | 32); })) continue;
        auto text = line.substr(name.size() + 1);
        const auto first = text.find_first_not_of(' '), last = text.find_last_not_of(" \r\n");
        *value = first == std::string_view::npos ? std::string() : std::string(text.substr(first, last - first + 1));
    }
    return count;
}

int stopped(void* token, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0; }

void set_up(CURL* handle, const std::string& url, Millis patience) {
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(patience, Millis(15'000)).count()));
    curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
}

void set_blob(CURL* handle, CURLoption option, const std::string& pem) {
    curl_blob blob{const_cast<char*>(pem.data()), pem.size(), CURL_BLOB_COPY};
    curl_easy_setopt(handle, option, &blob);
}

CURLcode take_identity(CURL*, void* tls, void* keys) {
    const auto& own = *static_cast<const LinkKeys*>(keys);
    return pki::give_identity(tls, own.certificate, own.key) ? CURLE_OK : CURLE_SSL_CERTPROBLEM;
}

/// Who is spoken to, and as whom; the list and the keys must last as long as the call.
[[nodiscard]] Fields set_keys(CURL* handle, const LinkKeys& keys) {
    set_blob(handle, CURLOPT_CAINFO_BLOB, keys.authority);
    Fields elsewhere(keys.connect_to.empty() ? nullptr : curl_slist_append(nullptr, ("::" + keys.connect_to).c_str()));
    if (elsewhere) curl_easy_setopt(handle, CURLOPT_CONNECT_TO, elsewhere.get());
    if (!keys.certificate.empty() && tpm::is_key(keys.key)) {
        curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, take_identity);  // libcurl reads keys that are bytes only
        curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, &keys);
    } else if (!keys.certificate.empty()) {
        set_blob(handle, CURLOPT_SSLCERT_BLOB, keys.certificate);
        set_blob(handle, CURLOPT_SSLKEY_BLOB, keys.key);
    }
    return elsewhere;
}

}  // namespace

CURLcode HttpsLink::Curl::perform(const std::stop_token& stop) {
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, stopped);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stop);
    words[0] = '\0';
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, words.data());
    return curl_easy_perform(handle);
}

HttpsLink::HttpsLink(LinkKeys keys, Millis patience) : keys_(std::move(keys)), patience_(patience), curl_(std::make_unique<Curl>()) {}
HttpsLink::~HttpsLink() = default;

Result<HttpsLink::Reply> HttpsLink::call(const Request& request, const std::stop_token& stop) {
    auto* handle = curl_->handle;
    curl_easy_reset(handle);  // keeps the connection
    Reply reply;
    set_up(handle, keys_.url + request.target, patience_);
    const auto elsewhere = set_keys(handle, keys_);
    const std::string_view method = request.method;
    Fields fields;
    add(fields, "Expect:");  // no round trip before the body
    add(fields, "Content-Type: application/cbor");
    for (const auto& line : request.fields) add(fields, line);
    if (method == "HEAD") curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    if (method == "POST" || method == "PATCH") {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, reinterpret_cast<const char*>(request.body.data()));
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method);
    }
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, fields.get());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &reply.body);
    const std::array<Wanted, 4> wanted{{{wire::kCodeField, &reply.code}, {wire::kOffsetField, &reply.offset}, {wire::kCompleteField, &reply.complete}, {wire::kReceiptField, &reply.receipt}}};
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_field);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &wanted);
    const auto problem = curl_->perform(stop);
    if (problem != CURLE_OK) return link_error(problem, curl_->words.data());
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply.status);
    if (reply.status == 200 || reply.status == 206 || reply.status == 409) return reply;
    return Error{reply.status == 503 ? Fault::Busy : Fault::Rejected, fmt::format("the register refused with {}", reply.status), reply.code.empty() ? kBadAnswer : reply.code};
}

Result<Answer> HttpsLink::push(ByteView batch, const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"POST", "/v1/push", batch}, stop));
    return decode_answer(reply.body);
}

Result<wire::Standing> HttpsLink::head(const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"GET", "/v1/head"}, stop));
    return wire::decode_standing(reply.body);
}

namespace {

Result<PacketAnswer> packet_answer(const std::string& offset, const std::string& complete, const std::string& code, const std::string& receipt) {
    const auto at = wire::read_count(offset);
    if (!at) return Error{Fault::Corrupt, "an answer without an offset", kBadAnswer};
    return PacketAnswer{*at, complete == "1", code, from_hex(receipt).value_or(Bytes{})};
}

}  // namespace

Result<PacketAnswer> HttpsLink::ask_packet(const Digest& name, const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"HEAD", wire::packet_target(name)}, stop));
    return packet_answer(reply.offset, reply.complete, reply.code, reply.receipt);
}

Result<PacketAnswer> HttpsLink::send_piece(const Digest& name, std::int64_t size, std::int64_t offset, ByteView piece, const std::stop_token& stop) {
    const std::vector<std::string> fields{fmt::format("{}: {}", wire::kOffsetField, offset), fmt::format("{}: {}", wire::kLengthField, size)};
    LOKET_ASSIGN(reply, call({"PATCH", wire::packet_target(name), piece, fields}, stop));
    return packet_answer(reply.offset, reply.complete, reply.code, reply.receipt);
}

Result<wire::Page> HttpsLink::feed(const std::string& office, std::int64_t after, const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"GET", wire::feed_target(office, after)}, stop));
    return wire::decode_page(reply.body);
}

Result<wire::NumberGiven> HttpsLink::number(const wire::NumberAsk& ask, const std::stop_token& stop) {
    const auto body = wire::encode(ask);
    LOKET_ASSIGN(reply, call({"POST", "/v1/number", body}, stop));
    return wire::decode_number_given(reply.body);
}

Result<wire::PersonAnswer> HttpsLink::person(const wire::PersonAsk& ask, const std::stop_token& stop) {
    const auto body = wire::encode(ask);
    LOKET_ASSIGN(reply, call({"POST", "/v1/person", body}, stop));
    return wire::decode_person_answer(reply.body);
}

Result<Bytes> HttpsLink::countersign(ByteView checkpoint, const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"POST", "/v1/checkpoint", checkpoint}, stop));
    return std::move(reply.body);
}

Result<wire::BundleOffer> HttpsLink::machines(const wire::Machines& machines, const std::stop_token& stop) {
    const auto body = wire::encode(machines);
    LOKET_ASSIGN(reply, call({"POST", "/v1/machines", body}, stop));
    return wire::decode_bundle_offer(reply.body);
}

Result<Bytes> HttpsLink::bundle_piece(const Digest& name, std::int64_t from, std::int64_t length, const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"GET", wire::bundle_target(name), {}, {"Range: " + wire::range_of(from, from + length - 1)}}, stop));
    if (reply.status != 206 || reply.body.size() != static_cast<std::size_t>(length)) return Error{Fault::Corrupt, "another piece than was asked for", kBadAnswer};
    return std::move(reply.body);
}

Result<wire::Admission> HttpsLink::enrol(ByteView enrolment) {
    LOKET_ASSIGN(reply, call({"POST", "/v1/enrol", enrolment}, {}));
    return wire::decode_admission(reply.body);
}

Result<wire::Admission> HttpsLink::renew(ByteView request, const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"POST", "/v1/renew", request}, stop));
    return wire::decode_admission(reply.body);
}

Result<Bytes> HttpsLink::post(const std::string& target, ByteView body, const std::stop_token& stop) {
    LOKET_ASSIGN(reply, call({"POST", target, body}, stop));
    return std::move(reply.body);
}

namespace {

/// What has come of a stream is given on at once; of a refusal nothing.
struct Listening {
    CURL* handle;
    const std::function<Status(std::string_view)>& take;
    Status taken{};
};

std::size_t take_piece(const char* data, std::size_t, std::size_t count, void* into) {
    auto& listening = *static_cast<Listening*>(into);
    long status = 0;
    curl_easy_getinfo(listening.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status == 200) listening.taken = listening.take({data, count});
    return listening.taken ? count : 0;
}

}  // namespace

Status HttpsLink::listen(const std::string& target, const std::string& last_event, const std::function<Status(std::string_view)>& take, const std::stop_token& stop) {
    auto* handle = curl_->handle;
    curl_easy_reset(handle);
    set_up(handle, keys_.url + target, patience_);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 0L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, std::max(1L, static_cast<long>(patience_.count() / 1000)));
    const auto elsewhere = set_keys(handle, keys_);
    Fields fields;
    add(fields, "Accept: text/event-stream");
    if (!last_event.empty()) add(fields, "Last-Event-ID: " + last_event);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, fields.get());
    Listening listening{handle, take};
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_piece);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &listening);
    const auto problem = curl_->perform(stop);
    if (!listening.taken) return listening.taken;
    if (problem != CURLE_OK) return link_error(problem, curl_->words.data());
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status == 200 ? Status{} : Status{rejected(kNotLetIn, fmt::format("refused with {}", status))};
}

Result<Bytes> HttpsLink::ask_authority(const std::string& url, Millis patience) {
    Curl curl;
    Bytes body;
    const auto whole = url + "/v1/authority";
    set_up(curl.handle, whole, patience);
    curl_easy_setopt(curl.handle, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl.handle, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(curl.handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl.handle, CURLOPT_WRITEDATA, &body);
    const auto problem = curl.perform({});
    if (problem != CURLE_OK) return link_error(problem, curl.words.data());
    long status = 0;
    curl_easy_getinfo(curl.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return rejected(kRegisterUnknown, "no register answers there");
    return body;
}

}  // namespace loket::sync
