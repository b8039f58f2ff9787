#pragma once
// The same person under two numbers: the fingers of a case against everybody's who was recorded or given a card here.

#include <span>

#include "kiosk/app/desk/papers.h"

namespace loket::app {

/// Opens the gallery beside the office's store, under a key derived from the office's. One that cannot be read is put aside
/// (`gallery.db.unreadable`) and begun anew: it is a help, and the store has all it was made from. Errors as of dedup::Gallery.
Result<std::shared_ptr<dedup::Gallery>> open_gallery(const std::filesystem::path& office);

/// Looks for the person of an open case, tells the office who may be the same, and adds these fingers and irises to the gallery. Once a case: a case
/// that was looked up already is left alone. Does nothing on a station without a gallery. Blocks for as long as the search takes.
Status seek_duplicates(Equipment& equipment, const engine::Case& c, std::span<const CardMaterial::Print> fingers, std::span<const dedup::Gallery::Iris> irises = {});

/// The same with the best fingers and both irises of a recording that has just been approved.
Status seek_duplicates(Equipment& equipment, const std::string& case_id);

}  // namespace loket::app
