import { t } from "../language/text";
import type { AnswerTable, AnswerText, Fact } from "../text/any-answer";
import { plural } from "../text/format";

function Facts({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <table class="facts numbers">
      <tbody>
        {facts.map(({ head, text, doc }) => (
          <tr key={head}>
            <th scope="row">{head}</th>
            <td>{text}</td>
            <td class="meaning">{doc}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Table({ title, heads, rows, more }: AnswerTable) {
  return (
    <>
      {title !== "" && <h4>{title}</h4>}
      <table class="facts many">
        <thead>
          <tr>
            {heads.map(({ head, doc }) => (
              <th key={head} scope="col" title={doc || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], i) => (
            <tr key={`${i} ${name}`}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              {cells.map((text, j) => (
                <td key={heads[j + 1]?.head} class={text === "–" ? "fact none" : "fact"} data-head={heads[j + 1]?.head}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p class="muted">
          {plural(more, t`row`, t`rows`)}
          {t` more in the JSON export.`}
        </p>
      )}
    </>
  );
}

/** An answer as numbers. A long list of single numbers comes after what it is about. */
export function AnswerNumbers({ answer: { facts, tables } }: { answer: AnswerText }) {
  const few = facts.length <= 4;
  return (
    <>
      {few && <Facts facts={facts} />}
      {tables.map((table) => (
        <Table key={table.title} {...table} />
      ))}
      {!few && <Facts facts={facts} />}
    </>
  );
}
