#pragma once
#include "base/bytes.h"

namespace botschaft::tl {

// Well-formed UTF-8 as in RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(ByteView text);

}  // namespace botschaft::tl
