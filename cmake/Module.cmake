# tailcast_flags(target): what every target of ours is compiled with.
function(tailcast_flags target)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  # No contraction: a fused multiply-add would give other bits on other machines.
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # g++ 12 is wrong about "literal" + std::string (GCC bug 105651)
    -ffp-contract=off -fno-math-errno -fno-trapping-math)
  if(TAILCAST_SANITIZE)
    # With a sanitizer g++ 12 takes std::regex's own states for uninitialized (GCC bug 105562).
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    list(JOIN TAILCAST_SANITIZE "," sanitizers)
    target_compile_options(${target} PRIVATE -fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PUBLIC -fsanitize=${sanitizers})
  endif()
  if(TAILCAST_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# tailcast_module(name DEPENDS module... LIBRARIES target...): one folder, one static library.
function(tailcast_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
  add_library(tailcast_${name} STATIC ${sources})
  add_library(tailcast::${name} ALIAS tailcast_${name})
  tailcast_flags(tailcast_${name})
  list(TRANSFORM ARG_DEPENDS PREPEND tailcast::)
  target_link_libraries(tailcast_${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_LIBRARIES})
endfunction()

# tailcast_tests(name DEPENDS module... [SUITES suite...]): tests/<name>/*_test.cpp as one program. ctest runs each test
# in a process of its own; those of the SUITES, which share what is dear to set up, in one process a suite.
function(tailcast_tests name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;SUITES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  tailcast_flags(test_${name})
  target_compile_definitions(test_${name} PRIVATE TAILCAST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  list(TRANSFORM ARG_DEPENDS PREPEND tailcast::)
  target_link_libraries(test_${name} PRIVATE ${ARG_DEPENDS} ${ARG_LIBRARIES} GTest::gtest_main)
  include(GoogleTest)
  set(others "*-")
  foreach(suite ${ARG_SUITES})
    add_test(NAME ${name}.${suite} COMMAND test_${name} --gtest_filter=${suite}.*)
    # COST: the longest start first, so that no core waits for them at the end.
    set_tests_properties(${name}.${suite} PROPERTIES TIMEOUT 3600 COST 1000 SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
    string(APPEND others ":${suite}.*")
  endforeach()
  gtest_discover_tests(test_${name} NO_PRETTY_VALUES TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
                       TEST_FILTER "${others}" PROPERTIES TIMEOUT 900)
endfunction()
