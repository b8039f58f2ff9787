#pragma once
// The few calls of an S3 service that packets need (AWS Signature Version 4 by libcurl, path-style addresses: AWS, Ceph RGW and others).

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::centre {

struct S3Settings {
    std::string url;  ///< https://host:port; http only to this machine
    std::string bucket, access_key, secret_key;
    std::string region = "us-east-1";
    std::string ca = {};  ///< PEM file; empty: whom the machine trusts
};

/// Any thread. Keys of objects are made of [A-Za-z0-9/._-]. Every failure is Gone "register.packets" with what the service says of it, except
/// where a call says otherwise.
class S3 {
  public:
    explicit S3(S3Settings settings);
    ~S3();
    S3(const S3&) = delete;
    S3& operator=(const S3&) = delete;

    /// The service proves the bytes against their SHA-256, which is signed.
    Status put(const std::string& key, ByteView content) const;
    /// `length` bytes from `offset`, fewer at the end of the object. Nothing where there is no such object.
    Result<std::optional<Bytes>> get(const std::string& key, std::int64_t offset, std::int64_t length) const;
    /// Nothing where there is no such object.
    Result<std::optional<std::int64_t>> size(const std::string& key) const;
    /// Well, too, where there is none.
    Status remove(const std::string& key) const;

    /// An object in parts of at least 5 MiB, the last one excepted; visible when it is finished.
    Result<std::string> begin_parts(const std::string& key) const;
    /// Its tag, to be given back.
    Result<std::string> put_part(const std::string& key, const std::string& upload, int number, ByteView content) const;
    Status finish_parts(const std::string& key, const std::string& upload, const std::vector<std::string>& tags) const;
    void drop_parts(const std::string& key, const std::string& upload) const;

  private:
    struct Handle;
    struct Request;
    struct Reply;
    Result<Reply> call(const Request& request) const;
    std::unique_ptr<Handle> borrow() const;
    void give_back(std::unique_ptr<Handle> handle) const;

    S3Settings settings_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Handle>> idle_;  ///< with their connections open
};

}  // namespace loket::centre
