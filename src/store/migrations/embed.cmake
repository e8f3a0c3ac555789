# Writes OUTPUT, a C++ file that defines embedded_migrations() from FILES, each named NNNN_name.sql.
set(rows "")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME_WE)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
    message(FATAL_ERROR "${file}: migrations are called NNNN_name.sql")
  endif()
  math(EXPR number "1${CMAKE_MATCH_1} - 10000")  # without leading zeros, which C++ reads as octal
  file(READ ${file} text)
  file(SHA256 ${file} hash)
  string(APPEND rows "    {${number}, \"${name}\", \"${hash}\", R\"sql(${text})sql\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"store/migrations.h\"

namespace botschaft::store {
namespace {
constexpr Migration kMigrations[] = {
${rows}};
}  // namespace

std::span<const Migration> embedded_migrations() { return kMigrations; }

}  // namespace botschaft::store
")
