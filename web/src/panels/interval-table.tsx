import type { Interval } from "../core/types";
import { t } from "../language/text";
import type { Axis } from "../plots/axis";
import { diamondStrip } from "../plots/strip";
import { beyond, intervalText, type Scale } from "../text/format";
import { Drawing } from "../ui/drawing";

export interface IntervalRow {
  key: string;
  name: string;
  display: Interval;
  ends: { est: number | null; ci_lb: number | null; ci_ub: number | null };
  facts: readonly string[];
  /** Makes the name a button. */
  choose?: () => void;
  chosen?: boolean;
}

interface Props {
  nameHead: string;
  effectHead: string;
  factHeads: readonly string[];
  rows: readonly IntervalRow[];
  axis: Axis | null;
  scale: Scale;
}

function Name({ row }: { row: IntervalRow }) {
  if (!row.choose) return <bdi>{row.name}</bdi>;
  return (
    <button type="button" class="choose" aria-pressed={row.chosen} onClick={row.choose}>
      {row.name}
    </button>
  );
}

/** Pooled results under each other, each with its own small diamond on the table's axis. */
export function IntervalTable({ nameHead, effectHead, factHeads, rows, axis, scale }: Props) {
  return (
    <table class="facts intervals">
      <thead>
        <tr>
          <th scope="col">{nameHead}</th>
          <td class="plot" />
          <th scope="col">{effectHead}</th>
          {factHeads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const text = intervalText(row.display.est, row.display.ci_lb, row.display.ci_ub, scale);
          return (
            <tr key={row.key} class={row.chosen ? "chosen" : undefined}>
              <th scope="row">
                <Name row={row} />
              </th>
              <td class="plot">
                <Drawing node={diamondStrip(row.ends, axis)} />
              </td>
              <td class="effect">
                {text.est}{" "}
                <span class="interval">
                  ({text.lb}
                  {t` to `}
                  {beyond(text.ub, row.ends.ci_ub)})
                </span>
              </td>
              {row.facts.map((fact, i) => (
                <td key={factHeads[i]} class="fact" data-head={factHeads[i]}>
                  {fact}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
