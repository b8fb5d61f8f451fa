#include "wasm/api.h"

#include <new>
#include <stdexcept>

#include "wasm/analyses.h"
#include "wasm/parts.h"
#include "wasm/read.h"
#include "wasm/report.h"

namespace pooled {
namespace {

ReportNote worded(const Note& note, const Dataset& data) {
  const NoteKind& what = kind(note.code);
  const auto column = note.column.empty() ? std::optional<std::string_view>{} : note.column;
  if (note.row < 0) return {what.id, what.severity, {}, column, text(note, {}, note.column)};
  const Format& format = *find_format(data.studies[static_cast<std::size_t>(note.row)].format);
  const std::string sentence = text(note, name_of(data, note.row), column_label(format, note.column));
  return {what.id, what.severity, note.row, column, sentence};
}

/// A study takes about 350 bytes, everything else less than 2000.
std::size_t expected_size(const Request& request) { return 2000 + 350 * request.dataset.studies.size(); }

void ask(const Request& request, const Effects& e, const Fit& f, bool alone, JsonText& out, std::vector<Note>& notes) {
  const Place top, at{&top, "parts"};
  PartReader parts(request.parts, at);
  for (const Analysis* analysis : request.want) {
    if (alone && !analysis->alone) continue;
    Asked asked{e, f, request.options, request.published};
    Rows rows;
    if (analysis->rows && !request.parts.done.empty()) {
      rows = analysis->rows(asked, no_tasks);
      parts.fill(rows);
      asked.rows = &rows;
    }
    for (const Note& note : analysis->run(analysis->id, out, asked)) notes.push_back(note);
  }
  parts.finish();
}

/// Without a fit only the questions that need none.
std::vector<Note> answer(const Request& request, const Effects& e, const Result<Fit>& f, JsonText& out) {
  std::vector<Note> notes = f ? f->notes : std::vector<Note>{f.note()};
  if (f)
    for (const Note& note : display_notes(e, *f)) notes.push_back(note);
  ask(request, e, f ? *f : Fit{}, !f, out, notes);
  return notes;
}

void put_notes(JsonText& out, const std::vector<Note>& notes, const Dataset& data) {
  out.key("notes");
  out.open('[');
  for (const Note& note : notes) put(out, worded(note, data));
  out.close(']');
}

/// The part of the questions in parts that is asked for, in the order of `want`.
std::string part(const Request& request, const Share& share) {
  const Effects e = compute_effects(request.dataset, request.options);
  const Result<Fit> f = fit(e, request.options);
  std::string text, rows;
  JsonText out(text);
  for (const Analysis* analysis : request.want)
    if (f && analysis->rows)
      append_part(rows, analysis->rows({e, *f, request.options, request.published}, share), share);
  out.open('{');
  put_member(out, "version", ContractVersion{});
  put_member(out, "part", rows);
  out.close('}');
  return text;
}

std::string report(const Request& request) {
  if (request.parts.at) return part(request, {*request.parts.at, request.parts.of});
  const Effects e = compute_effects(request.dataset, request.options);
  const Result<Fit> f = fit(e, request.options);
  std::string text;
  text.reserve(expected_size(request));
  JsonText out(text);
  out.open('{');
  put_member(out, "version", ContractVersion{});
  put_member(out, "engine", engine_version());
  put_member(out, "options", request.options);
  put_member(out, "effects", study_effects(e, f ? &*f : nullptr, request.options));
  std::vector<Note> notes = f ? study_notes(e, *f) : e.notes;
  const std::vector<Note> more = answer(request, e, f, out);
  notes.insert(notes.end(), more.begin(), more.end());
  put_notes(out, notes, request.dataset);
  out.close('}');
  return text;
}

/// What a library says about itself, as ASCII.
std::string plain(std::string text) {
  for (char& c : text)
    if (c < 0x20 || c > 0x7e) c = '?';
  return text;
}

std::string internal_error(std::string reason) {
  return error_report(
      {"internal", "",
       "The calculation stopped: " + plain(std::move(reason)) + ". This is a fault in Pooled, not in the data."});
}

}  // namespace

std::string_view engine_version() { return POOLED_VERSION; }

std::string error_report(const Refusal& refusal) {
  std::string text;
  JsonText out(text);
  out.open('{');
  put_member(out, "version", ContractVersion{});
  out.key("error");
  out.open('{');
  put_member(out, "code", refusal.code);
  put_member(out, "where", refusal.where);
  put_member(out, "text", refusal.text);
  out.close('}');
  out.close('}');
  return text;
}

std::string analyse(std::string_view request) {
  constexpr std::string_view too_large = "There is not enough memory for a request of this size.";
  try {
    return report(read_request(request));
  } catch (const Refusal& refusal) {
    return error_report(refusal);
  } catch (const std::bad_alloc&) {
    return error_report({"out_of_memory", "", std::string(too_large)});
  } catch (const std::length_error&) {
    return error_report({"out_of_memory", "", std::string(too_large)});
  } catch (const std::exception& e) {
    return internal_error(e.what());
  } catch (...) {
    return internal_error("unknown reason");
  }
}

}  // namespace pooled
