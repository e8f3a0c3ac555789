#pragma once
// What was made of a request's uploads before its handler ran (schema/methods.toml, prepare = true). Rows of
// their own, which nothing refers to yet: if the handler refuses, they are collected.
#include <optional>
#include <vector>

#include "store/files.h"

namespace botschaft::rpc {

struct Prepared {
  // For each place in the request where an upload can be named, in its order; 0: there it names none.
  std::vector<store::FileId> files;

  store::FileId at(std::size_t place) const { return place < files.size() ? files[place] : 0; }
};

}  // namespace botschaft::rpc
