#pragma once

#include <string>
#include <string_view>

namespace pooled {

/// Of this engine, as reports carry it.
std::string_view engine_version();

/// Everything there is to choose from, as JSON (the type Catalog of web/src/core/types.ts).
std::string catalog();

/// One request in, one report or error object out, both JSON (Request, Report, ErrorReport of types.ts). Total: any
/// bytes give an answer, on one line, and nothing is thrown.
std::string analyse(std::string_view request);

struct Refusal;

/// The error object for a request that could not be read.
std::string error_report(const Refusal& refusal);

}  // namespace pooled
