#pragma once
// The columns of each book; private to this folder.

#include "workflow/documents/grid.h"
#include "workflow/documents/registers/register_book.h"

namespace loket::documents::registers {

const std::vector<GridColumn>& columns_of(Book book);
/// One text for each column; NIKs masked.
std::vector<std::string> cells_of(Book book, const Entry& entry);
/// The column that holds the signature; nothing for other books.
std::size_t signature_column(Book book);
inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

}  // namespace loket::documents::registers
