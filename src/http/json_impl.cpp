// The one translation unit that compiles Boost.JSON, for the whole program.
#include <boost/json/src.hpp>
