import { createThreads, type Task, type Thread } from "./threads";
import type { ErrorReport, Part, Report, Request } from "./types";

type Answer = Report | ErrorReport;

/** An answer that is on its way. */
export interface Later {
  /** Null when it was cancelled. */
  readonly answer: Promise<Answer | null>;
  cancel(): void;
}

/** How much of a question is done, 0 to 1, and what its first part says: a sample of all. */
export type Seen = (share: number, soFar: Report | null) => void;

/** Answers questions away from the thread that types and draws. */
export interface Background {
  ask(request: Request, seen?: Seen): Later;
}

export interface Threading {
  readonly start: () => Thread;
  /** Threads at the same time. */
  readonly most: number;
  /** Whether an analysis can be worked out in parts. */
  readonly inParts: (id: string) => boolean;
}

/** The first part is so small that it says soon what the question costs; odd, so that it is like the others. */
const FIRST_OF = 129;
/** Milliseconds that all parts together must take to be worth more threads: starting one takes up to half of that. */
const WORTH_IT = 150;

/** The steps of one question. Whatever goes wrong, `here` answers it. */
class Asking {
  readonly tasks = new Set<Task>();

  constructor(
    private readonly run: (task: Task) => void,
    private readonly request: Request,
    private readonly finish: (answer: Answer) => void,
    private readonly failed: () => void,
    private readonly seen: Seen,
  ) {}

  private send<T>(parts: Request["parts"], take: (answer: T, took: number) => void): void {
    const task: Task = {
      message: JSON.stringify(parts ? { ...this.request, parts } : this.request),
      done: (answer, took) => {
        this.tasks.delete(task);
        const read = JSON.parse(answer) as T | ErrorReport;
        if (typeof read === "object" && read !== null && "error" in read) this.finish(read);
        else take(read as T, took);
      },
      failed: this.failed,
    };
    this.tasks.add(task);
    this.run(task);
  }

  whole(): void {
    this.send<Report>(undefined, this.finish);
  }

  /** The first part alone; then all of them by all threads, with a look at what the first says, or the whole at once. */
  inParts(most: number): void {
    this.send<Part>({ of: FIRST_OF, at: 0 }, ({ part }, took) => {
      if (took * FIRST_OF < WORTH_IT) {
        this.whole();
        return;
      }
      const done = [part, ...Array<null>(FIRST_OF - 1).fill(null)];
      // Making the other threads would hold the first picture up.
      this.send<Report>({ of: FIRST_OF, done }, (sample) => {
        this.seen(0, sample);
        this.allParts(4 * most + 1);
      });
    });
  }

  private allParts(of: number): void {
    const done: string[] = Array(of).fill("");
    let left = of;
    for (let at = 0; at < of; at += 1)
      this.send<Part>({ of, at }, ({ part }) => {
        done[at] = part;
        left -= 1;
        this.seen(1 - left / of, null);
        if (left === 0) this.send<Report>({ of, done }, this.finish);
      });
  }
}

/**
 * Questions to threads. One that is cancelled ends the threads that are at it. Where threads are not to be had, or break,
 * `here` answers on the page's own thread, after a turn for the page to draw.
 */
export function createBackground({ start, most, inParts }: Threading, here: (request: Request) => Answer): Background {
  const threads = createThreads(start, most);

  return {
    ask(request, seen = () => undefined) {
      let cancel = (): void => undefined;
      const answer = new Promise<Answer | null>((resolve) => {
        let state: "asked" | "failed" | "settled" = "asked";
        const settle = (result: Answer | null): void => {
          state = "settled";
          threads.drop(asking.tasks);
          resolve(result);
        };
        const failed = (): void => {
          if (state !== "asked") return;
          state = "failed";
          threads.drop(asking.tasks);
          setTimeout(() => {
            if (state === "failed") settle(here(request));
          });
        };
        cancel = () => settle(null);
        const asking = new Asking(threads.run, request, settle, failed, seen);
        if (request.want.some(inParts)) asking.inParts(most);
        else asking.whole();
      });
      return { answer, cancel };
    },
  };
}
