#pragma once

#include <string>
#include <vector>

#include "core/base/note.h"

namespace pooled {

struct Asked;
struct CatalogShape;
class JsonText;

/// Whether this is the small module that the web app starts with, which is linked from the same sources
/// (CMakeLists.txt, pooled_first): it has the questions, models and methods that most first screens need, and refuses a
/// request for anything else with the code "elsewhere"; the whole module is then on its way.
#ifdef POOLED_FIRST
inline constexpr bool is_first_part = true;
#else
inline constexpr bool is_first_part = false;
#endif

/// Which modules have the answer to a question.
enum class Part { first_and_whole, whole };

/// @throws Refusal  that says "elsewhere"
[[noreturn]] void refuse_for_the_whole();

/// What stands in the table of analyses for a question that this module leaves to the whole one.
inline std::vector<Note> run_elsewhere(std::string_view, JsonText&, const Asked&) { refuse_for_the_whole(); }
inline std::string no_type() { return {}; }
inline void no_shapes(std::vector<CatalogShape>&) {}

}  // namespace pooled
