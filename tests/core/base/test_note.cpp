#include <set>

#include "core/base/note.h"
#include "tests/core/studies.h"

using namespace pooled;

TEST_CASE("Every note has its own id and a sentence") {
  std::set<std::string_view> ids;
  for (const NoteKind& each : note_kinds()) {
    CHECK(kind(each.code).id == each.id);
    CHECK(ids.insert(each.id).second);
    // What a conversion says is in its detail.
    CHECK((each.text.size() > 20 || each.text.find("{detail}") != std::string_view::npos));
    CHECK(each.text.back() != ' ');
  }
}

TEST_CASE("A note names the study, the column and the numbers") {
  const Note note{.code = NoteCode::events_exceed_total, .row = 2, .column = "ai", .value = 12, .other = 10};
  CHECK(text(note, "Amr 2010", "Treatment events") ==
        "Amr 2010, Treatment events: 12 events among 10 participants. Were they swapped?");
}

TEST_CASE("A computed number is rounded in a message, a typed one is not") {
  CHECK(text({.code = NoteCode::hk_floor_acts, .value = 0.441832}, "", "").find("factor is 0.442,") !=
        std::string::npos);
  CHECK(text({.code = NoteCode::several_maxima, .value = 0.0123456, .other = 0.0654321}, "", "")
            .find("tau2 = 0.0123, 0.0654 log units") != std::string::npos);
  CHECK(text({.code = NoteCode::negative, .value = -1234.5}, "A", "B").find("-1234.5 ") != std::string::npos);
}

TEST_CASE("Braces in a label are only text") {
  const Note note{.code = NoteCode::missing_cell, .row = 0, .column = "ai"};
  CHECK(text(note, "{value}{", "Treatment events") == "{value}{, Treatment events: still empty.");
}

TEST_CASE("Numbers in messages are short") {
  CHECK(short_number(3.5) == "3.5");
  CHECK(short_number(1e-12) == "1e-12");
  CHECK(short_number(0.1 + 0.2) == "0.3");
}
