#pragma once
// Lists of things this server does not have (yet): true and empty, with hash 0, so that a client that had
// some drops them. NotModified would be wrong to hash 0, and to any other, because there was nothing to
// have.
//
// Methods defined by these macros, or in a file called empty_catalogues.cpp, are counted apart from those
// that do something: tools/tlgen/methods.py reads it here.
#include "rpc/handler.h"

// Defines the handler of `method`, which answers an empty `constructor`.
#define BOTSCHAFT_EMPTY_CATALOGUE(method, constructor)             \
  Result<tl::method::Return> handle(Context&, const tl::method&) { \
    return tl::make<tl::constructor>();                            \
  }
// The same for methods whose result is a bare vector.
#define BOTSCHAFT_EMPTY_VECTOR(method)                             \
  Result<tl::method::Return> handle(Context&, const tl::method&) { \
    return tl::method::Return();                                   \
  }
