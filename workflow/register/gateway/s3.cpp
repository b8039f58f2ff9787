#include "workflow/register/gateway/s3.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "devices/base/sha256.h"

namespace loket::centre {
namespace {

constexpr std::size_t kMostObject = 64u << 20;  ///< of one answer
constexpr long kConnectMs = 10'000, kPatienceMs = 120'000;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Lines = std::unique_ptr<curl_slist, FreeList>;

void add_line(Lines& lines, const std::string& line) { lines.reset(curl_slist_append(lines.release(), line.c_str())); }

std::size_t take_content(const char* data, std::size_t, std::size_t count, void* into) {
    auto& body = *static_cast<Bytes*>(into);
    if (body.size() + count > kMostObject) return 0;
    body.insert(body.end(), data, data + count);
    return count;
}

std::size_t take_tag(const char* data, std::size_t, std::size_t count, void* into) {
    constexpr std::string_view kTag = "etag:";
    const std::string_view line(data, count);
    if (line.size() > kTag.size() && std::ranges::equal(line.substr(0, kTag.size()), kTag, [](char a, char b) { return (a | 32) == (b | 32); })) {
        const auto text = line.substr(kTag.size());
        const auto first = text.find_first_not_of(' '), last = text.find_last_not_of(" \r\n");
        if (first != std::string_view::npos) static_cast<std::string*>(into)->assign(text.substr(first, last - first + 1));
    }
    return count;
}

/// What stands between the first <name> and </name>; these answers have no attributes and no nesting of one name.
std::string between(std::string_view xml, const std::string& name) {
    const auto open = xml.find("<" + name + ">");
    if (open == std::string_view::npos) return {};
    const auto from = open + name.size() + 2, to = xml.find("</" + name + ">", from);
    return to == std::string_view::npos ? std::string() : std::string(xml.substr(from, to - from));
}

std::string in_query(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

Error s3_error(const std::string& what) { return {Fault::Gone, "packets: the S3 service: " + what, "register.packets"}; }

}  // namespace

struct S3::Handle {
    CURL* curl = curl_easy_init();
    Handle() = default;
    ~Handle() { curl_easy_cleanup(curl); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
};

struct S3::Request {
    const char* method;
    std::string key;
    std::string query = {};  ///< in alphabetical order, each with its "="
    ByteView body = {};
    std::string range = {};
};

struct S3::Reply {
    long status = 0;
    Bytes body = {};
    std::string tag = {};
    curl_off_t length = -1;
};

S3::S3(S3Settings settings) : settings_(std::move(settings)) {}
S3::~S3() = default;

std::unique_ptr<S3::Handle> S3::borrow() const {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<Handle>();
    auto handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
}

void S3::give_back(std::unique_ptr<Handle> handle) const {
    constexpr std::size_t kKept = 16;
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kKept) idle_.push_back(std::move(handle));
}

/// 200, 204, 206 and 404 are answers.
Result<S3::Reply> S3::call(const Request& request) const {
    auto handle = borrow();
    auto* curl = handle->curl;
    curl_easy_reset(curl);  // keeps the connection
    Reply reply;
    const auto url = fmt::format("{}/{}/{}{}{}", settings_.url, settings_.bucket, request.key, request.query.empty() ? "" : "?", request.query);
    const auto signing = fmt::format("aws:amz:{}:s3", settings_.region);
    std::array<char, CURL_ERROR_SIZE> words{};
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, settings_.url.starts_with("http:") ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kPatienceMs);
    curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, signing.c_str());
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.access_key.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.secret_key.c_str());
    if (!settings_.ca.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.ca.c_str());
    Lines lines;
    add_line(lines, "x-amz-content-sha256: " + to_hex(sha256(request.body)));
    const std::string_view method = request.method;
    if (method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (method == "PUT" || method == "POST") {
        add_line(lines, "Content-Type: application/octet-stream");
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.empty() ? "" : reinterpret_cast<const char*>(request.body.data()));
        curl_easy_setopt(curl, CURLOPT_EXPECT_100_TIMEOUT_MS, 200L);
    }
    if (method != "HEAD" && method != "GET") curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method);
    if (!request.range.empty()) curl_easy_setopt(curl, CURLOPT_RANGE, request.range.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_content);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply.body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_tag);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply.tag);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words.data());
    const auto problem = curl_easy_perform(curl);
    if (problem != CURLE_OK) return s3_error(words[0] != '\0' ? words.data() : curl_easy_strerror(problem));
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &reply.length);
    give_back(std::move(handle));
    const auto code = reply.status >= 400 ? between(as_text(reply.body), "Code") : std::string();
    // A bucket that is not there is no object that is not there.
    if (reply.status == 200 || reply.status == 204 || reply.status == 206 || (reply.status == 404 && code != "NoSuchBucket")) return reply;
    if (method == "HEAD") return call({.method = "GET", .key = request.key, .range = "0-0"});  // says why, with a body
    return s3_error(fmt::format("{} {} is refused with {}{}{}", request.method, request.key, reply.status, code.empty() ? "" : " ", code));
}

Status S3::put(const std::string& key, ByteView content) const {
    LOKET_ASSIGN(reply, call({"PUT", key, "", content}));
    return reply.status == 200 ? Status{} : Status{s3_error("an object was not taken: " + key)};
}

Result<std::optional<Bytes>> S3::get(const std::string& key, std::int64_t offset, std::int64_t length) const {
    LOKET_ASSIGN(reply, call({.method = "GET", .key = key, .range = fmt::format("{}-{}", offset, offset + length - 1)}));
    if (reply.status == 404) return std::optional<Bytes>();
    if (reply.status == 200 && offset > 0) return s3_error("a part of an object was asked for, all of it came: " + key);
    return std::optional(std::move(reply.body));
}

Result<std::optional<std::int64_t>> S3::size(const std::string& key) const {
    LOKET_ASSIGN(reply, call({"HEAD", key}));
    if (reply.status == 404) return std::optional<std::int64_t>();
    if (reply.length < 0) return s3_error("an object without a length: " + key);
    return std::optional<std::int64_t>(reply.length);
}

Status S3::remove(const std::string& key) const {
    const auto done = call({"DELETE", key});
    return done ? Status{} : Status{done.error()};
}

Result<std::string> S3::begin_parts(const std::string& key) const {
    LOKET_ASSIGN(reply, call({"POST", key, "uploads="}));
    auto id = between(as_text(reply.body), "UploadId");
    if (id.empty()) return s3_error("an upload in parts was not begun: " + key);
    return id;
}

Result<std::string> S3::put_part(const std::string& key, const std::string& upload, int number, ByteView content) const {
    LOKET_ASSIGN(reply, call({"PUT", key, fmt::format("partNumber={}&uploadId={}", number, in_query(upload)), content}));
    if (reply.status != 200 || reply.tag.empty()) return s3_error("a part was not taken: " + key);
    return std::move(reply.tag);
}

Status S3::finish_parts(const std::string& key, const std::string& upload, const std::vector<std::string>& tags) const {
    std::string body = "<CompleteMultipartUpload>";
    for (std::size_t n = 0; n < tags.size(); ++n) body += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", n + 1, tags[n]);
    body += "</CompleteMultipartUpload>";
    LOKET_ASSIGN(reply, call({"POST", key, "uploadId=" + in_query(upload), as_bytes(body)}));
    // The service may find out after it has said 200 that it cannot.
    if (reply.status == 200 && as_text(reply.body).find("<Error>") == std::string_view::npos) return {};
    return s3_error("the parts were not put together: " + key + " " + between(as_text(reply.body), "Code"));
}

void S3::drop_parts(const std::string& key, const std::string& upload) const { (void)call({"DELETE", key, "uploadId=" + in_query(upload)}); }

}  // namespace loket::centre
