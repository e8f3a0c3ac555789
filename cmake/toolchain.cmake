# Compiler flags shared by everything we compile ourselves, and the switches behind the presets.
option(BOTSCHAFT_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(BOTSCHAFT_TSAN "ThreadSanitizer" OFF)
option(BOTSCHAFT_FUZZ "libFuzzer targets" OFF)

add_library(botschaft_flags INTERFACE)
target_compile_options(botschaft_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror
  -Wno-invalid-offsetof   # TL field tables address members of derived structs; clang supports it
  -Wno-missing-designated-field-initializers  # fields left out take their defaults: that is their point
  -fno-omit-frame-pointer
  "SHELL:-Xclang -fno-pch-timestamp")  # so that ccache can keep what was compiled with a precompiled header
target_include_directories(botschaft_flags INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
target_compile_definitions(botschaft_flags INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  SPDLOG_FMT_EXTERNAL)

set(sanitizers "")
if(BOTSCHAFT_SANITIZE)
  list(APPEND sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all)
endif()
if(BOTSCHAFT_TSAN)
  list(APPEND sanitizers -fsanitize=thread)
endif()
if(BOTSCHAFT_FUZZ)
  list(APPEND sanitizers -fsanitize=fuzzer-no-link)
endif()
if(sanitizers)
  add_compile_options(${sanitizers})
  add_link_options(${sanitizers})
endif()

add_link_options(-fuse-ld=lld-19)
