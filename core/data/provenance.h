#pragma once

#include <string>

#include "core/data/formats.h"

namespace pooled {

/// What was typed and what it became, in words: "Treatment median 6, Q1 4, Q3 9; … became Treatment mean 6.3, SD 3.9; …
/// (Luo 2018, Wan 2014)". Numbers that are the same before and after are not told. Empty when nothing changed.
/// @param method  of the conversion, as the note names it
/// @param cells   of the format's columns, as typed
std::string provenance(const Format& format, std::string_view method, Cells cells, const Inputs& inputs,
                       const Scale& scale);

}  // namespace pooled
