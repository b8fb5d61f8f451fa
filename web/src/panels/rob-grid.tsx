import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/text";
import { judgementsOf, levelOf, OVERALL, type RobTemplate } from "../state/rob";
import type { Row } from "../state/state";
import { RobMark } from "./rob-mark";
import { studyName } from "./study-row";

/** A cell of the grid: which study, and the place of the judgement (0 = overall). */
export interface RobCell {
  readonly row: number;
  readonly place: number;
}

/** The domains from left to right, then the overall judgement, which follows from them. */
export function placesOf({ domains }: RobTemplate): number[] {
  return [...domains.map((_, i) => i + 1), OVERALL];
}

export function domainName({ domains }: RobTemplate, place: number): string {
  return place === OVERALL ? t`Overall` : (domains[place - 1] ?? "");
}

/** The cell after this one: to the right, then the next study's first; the last one stays. */
export function nextCell(cell: RobCell, template: RobTemplate, rows: number): RobCell {
  const places = placesOf(template);
  const at = places.indexOf(cell.place) + 1;
  const next = places[at];
  if (next !== undefined) return { row: cell.row, place: next };
  return cell.row + 1 < rows ? { row: cell.row + 1, place: places[0] ?? OVERALL } : cell;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ...{ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },
  ...{ Enter: [1, 0], Home: [0, -99], End: [0, 99] },
};

/** Where a key leads; null for other keys. */
export function cellBy(key: string, cell: RobCell, template: RobTemplate, rows: number): RobCell | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const places = placesOf(template);
  const within = (value: number, most: number): number => Math.max(0, Math.min(most, value));
  const at = within(places.indexOf(cell.place) + step[1], places.length - 1);
  return { row: within(cell.row + step[0], rows - 1), place: places[at] ?? OVERALL };
}

/** The level a key stands for: its letter, its number from the best, or its symbol; "" clears; null for other keys. */
export function levelBy(key: string, { levels }: RobTemplate): string | null {
  if (key === "Delete" || key === "Backspace" || key === ".") return "";
  const symbol = key.replace("-", "−").replace(/^x$/i, "×");
  const found =
    levels.find(({ id }) => id === key.toUpperCase()) ??
    levels.find((level) => level.symbol === symbol) ??
    levels[Number(key) - 1];
  return found?.id ?? null;
}

interface Props {
  rows: readonly Row[];
  template: RobTemplate;
  cell: RobCell;
  onCell: (cell: RobCell) => void;
  /** An arrow, Home, End or Enter, from the cell chosen now. */
  onStep: (key: string) => void;
  /** A level for the chosen cell. */
  onLevel: (id: string) => void;
}

/** Studies by domains. Arrows move, a letter judges and goes on, a tap chooses a cell for the buttons below. */
export function RobGrid({ rows, template, cell, onCell, onStep, onLevel }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    const chosen = table.current?.querySelector<HTMLElement>("[aria-current=true]");
    if (moved.current) chosen?.focus();
    else chosen?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    moved.current = false;
  }, [cell.row, cell.place]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = cellBy(event.key, cell, template, rows.length);
    const level = to === null ? levelBy(event.key, template) : null;
    if (to === null && level === null) return;
    event.preventDefault();
    moved.current = true;
    if (to !== null) onStep(event.key);
    else if (level !== null) onLevel(level);
  };
  return (
    <div class="rob-scroll">
      <table ref={table} class="rob-grid" aria-label={t`Judgements`}>
        <thead>
          <tr>
            <th scope="col">{t`Study`}</th>
            {placesOf(template).map((place) => (
              <th key={place} scope="col" title={domainName(template, place)}>
                <span aria-hidden="true">{place === OVERALL ? t`Overall` : `D${place}`}</span>
                <span class="visually-hidden">{domainName(template, place)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <GridRow
              key={row.id}
              row={row}
              index={i}
              template={template}
              cell={cell}
              onCell={onCell}
              onKeyDown={onKeyDown}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Pick<Props, "template" | "cell" | "onCell"> {
  row: Row;
  index: number;
  onKeyDown: (event: KeyboardEvent) => void;
}

function GridRow({ row, index, template, cell, onCell, onKeyDown }: RowProps) {
  const judged = judgementsOf(row.rob, template);
  const name = studyName(row, index);
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      {placesOf(template).map((place) => {
        const level = levelOf(template, judged[place] ?? "");
        const chosen = cell.row === index && cell.place === place;
        const support = row.rob_support[String(place)] ?? "";
        return (
          <td key={place} class={place === OVERALL ? "overall" : undefined}>
            <button
              type="button"
              tabIndex={chosen ? 0 : -1}
              aria-current={chosen ? "true" : undefined}
              aria-label={`${domainName(template, place)}, ${name}: ${level?.word ?? t`not judged`}`}
              title={support === "" ? undefined : support}
              onClick={() => onCell({ row: index, place })}
              onKeyDown={onKeyDown}
            >
              <RobMark level={level} />
              {support !== "" && <span class="rob-said" aria-hidden="true" />}
            </button>
          </td>
        );
      })}
    </tr>
  );
}
