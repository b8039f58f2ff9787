#pragma once
// The version of the appliance that a register offers its offices, or an induk its stations: one bundle in a folder, under its digest, and a note which one it is.

#include <filesystem>

#include "workflow/register/gateway/https_server.h"
#include "workflow/sync/wire/calls.h"
#include "workflow/sync/wire/machines.h"

namespace loket::centre {

/// From any thread; what `offer` renames is whole for whoever reads.
class UpdateFiles {
  public:
    explicit UpdateFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Without a name where none is.
    [[nodiscard]] sync::wire::BundleOffer offered() const;
    /// Bytes from..to of it, fewer at its end. Rejected `sync.no_bundle` for another one than is offered, or behind its end.
    [[nodiscard]] Result<Bytes> read(const sync::Digest& name, std::int64_t from, std::int64_t to) const;
    /// The same as an answer to its call (206). Refused as `read`.
    [[nodiscard]] Result<HttpResponse> answer(const sync::wire::GetBundle& wanted) const;
    /// Copies a bundle here and offers it from now on; the one before goes. Its head was looked at by the caller.
    Result<sync::wire::BundleOffer> offer(const std::filesystem::path& bundle, const std::string& version) const;
    /// Nothing is offered any more.
    Status withdraw() const;

  private:
    [[nodiscard]] std::filesystem::path path_of(const sync::Digest& name) const { return folder_ / (to_hex(ByteView{name}) + ".bundle"); }
    std::filesystem::path folder_;
};

}  // namespace loket::centre
