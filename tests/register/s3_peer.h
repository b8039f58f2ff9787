#pragma once
// The S3 service of the tests: s3rver with a door that proves signatures, or the one that LOKET_S3_PACKETS (a packets.json) names; then LOKET_S3_HAND
// is a program that kills and starts its parts (workflow/register/deploy/ceph.sh). What is in that bucket is removed.

#include <curl/curl.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/killable.h"
#include "tests/register/tools.h"
#include "workflow/register/gateway/packet_bucket.h"

namespace loket::centre::test {

class S3Peer {
  public:
    S3Peer() : peer_("/usr/bin/env") {
        if (const auto* given = std::getenv("LOKET_S3_PACKETS")) {
            document_ = nlohmann::json::parse(must(read_text(given, 65536)));
            for (const auto& key : objects("")) must(client().remove(key));
        } else {
            document_ = {{"bucket", "loket"}, {"access_key", "S3RVER"}, {"secret_key", "S3RVER"}};
            start();
        }
    }
    [[nodiscard]] static bool is_given() { return std::getenv("LOKET_S3_PACKETS") != nullptr; }
    /// Its gateway, as a power cut would.
    void kill() { is_given() ? hand("kill", "rgw") : peer_.kill(); }
    void start() {
        if (is_given()) return hand("start", "rgw");
        const auto said = peer_.start({"node", LOKET_S3_PEER "/serve.mjs", folder_.path().string(), "loket"});
        REQUIRE_FALSE(said.empty());
        document_["s3"] = "http://127.0.0.1:" + std::to_string(std::stoi(said));
    }
    /// A part of a service that was given.
    static void hand(const std::string& verb, const std::string& part) {
        REQUIRE(std::system((std::string(std::getenv("LOKET_S3_HAND")) + " hand " + verb + " " + part).c_str()) == 0);
    }
    [[nodiscard]] S3Settings settings() const {
        const auto word = [&](const char* key, const char* usual) { return document_.value(key, std::string(usual)); };
        return {.url = word("s3", ""), .bucket = word("bucket", ""), .access_key = word("access_key", ""), .secret_key = word("secret_key", ""), .region = word("region", "us-east-1"), .ca = word("ca", "")};
    }
    [[nodiscard]] S3 client() const { return S3(settings()); }
    /// A packets.json.
    [[nodiscard]] std::string json() const { return document_.dump(); }
    /// Keys with this in them, as the service lists them.
    [[nodiscard]] std::vector<std::string> objects(const std::string& part) const {
        std::vector<std::string> out;
        for (std::string after;;) {
            const auto xml = listed(after);
            static const std::regex key("<Key>([^<]*)</Key>");
            const auto before = out.size();
            for (std::sregex_iterator at(xml.begin(), xml.end(), key), end; at != end; ++at) out.push_back((*at)[1]);
            if (out.size() == before || xml.find("<IsTruncated>true") == std::string::npos) break;
            after = out.back();
        }
        std::erase_if(out, [&](const auto& one) { return one.find(part) == std::string::npos; });
        return out;
    }

  private:
    [[nodiscard]] std::string listed(const std::string& after) const {
        const auto set = settings();
        const auto url = set.url + "/" + set.bucket + "?list-type=2" + (after.empty() ? "" : "&start-after=" + std::regex_replace(after, std::regex("/"), "%2F"));
        const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
        const std::unique_ptr<curl_slist, void (*)(curl_slist*)> lines(curl_slist_append(nullptr, ("x-amz-content-sha256: " + to_hex(sha256({}))).c_str()), curl_slist_free_all);
        std::string out;
        curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
        curl_easy_setopt(curl.get(), CURLOPT_AWS_SIGV4, ("aws:amz:" + set.region + ":s3").c_str());
        curl_easy_setopt(curl.get(), CURLOPT_USERNAME, set.access_key.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, set.secret_key.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, lines.get());
        if (!set.ca.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, set.ca.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &out);
        curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, +[](const char* data, std::size_t, std::size_t count, void* into) {
            static_cast<std::string*>(into)->append(data, count);
            return count;
        });
        REQUIRE(curl_easy_perform(curl.get()) == CURLE_OK);
        if (out.find("<ListBucketResult") == std::string::npos) FAIL(out);
        return out;
    }

    nlohmann::json document_;
    store::test::TemporaryFolder folder_;
    loket::test::Killable peer_;
};

}  // namespace loket::centre::test
