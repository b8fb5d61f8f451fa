#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "wasm/api.h"

/// Requests and answers as JSON trees of nlohmann-json: a reader and writer of its own, so that a fault of the border's
/// cannot hide behind itself.
namespace pooled::testing {

using Json = nlohmann::ordered_json;

Json parsed(const std::string& text);
std::string dumped(const Json& json);

Json counts(double ai, double n1i, double ci, double n2i, const std::string& label = "");
Json request(const std::vector<Json>& studies, const Json& options = Json::object());
/// The first three trials of BCG against tuberculosis (Colditz et al. 1994, JAMA 271:698).
std::vector<Json> three_studies();

Json answer(const std::string& text);
Json answer(const Json& request);

/// The error object of a request that must not get a report.
Json refusal(const std::string& text);
Json refusal(const Json& request);
/// Code and place of the fault, as "bad_request at options.level".
std::string fault(const std::string& text);
std::string fault(const Json& request);

/// The note with this code, null when there is none.
Json note(const Json& report, const std::string& code);

}  // namespace pooled::testing
