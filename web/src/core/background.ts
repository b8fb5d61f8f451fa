import type { ErrorReport, Report, Request } from "./types";

type Answer = Report | ErrorReport;

/** An answer that is on its way. */
export interface Later {
  /** Null when it was cancelled. */
  readonly answer: Promise<Answer | null>;
  cancel(): void;
}

/** Answers questions one after the other, away from the thread that types and draws. */
export interface Background {
  ask(request: Request): Later;
}

/** Of a Worker what is used here. */
export interface Thread {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onerror: ((event: { preventDefault?: () => void }) => void) | null;
}

interface Job {
  readonly request: Request;
  readonly settle: (answer: Answer | null) => void;
}

/**
 * One thread for all questions: a machine has few cores, and the page needs one. A question that is cancelled while it
 * is being answered ends its thread; the next one has a new thread. Where threads are not allowed, or the first never
 * comes up, `here` answers on the page's own thread, after a turn for the page to draw.
 */
export function createBackground(start: () => Thread, here: (request: Request) => Answer): Background {
  let thread: Thread | null = null;
  let proven = false;
  let usable = true;
  let running: Job | null = null;
  const waiting: Job[] = [];

  const finish = (answer: Answer | null): void => {
    const job = running;
    running = null;
    job?.settle(answer);
    next();
  };

  const answerHere = (job: Job): void => {
    setTimeout(() => {
      if (running === job) finish(here(job.request));
    });
  };

  /** A thread that fails before its first answer is not to be had here; a later one met a fault of ours. */
  const failed = (): void => {
    thread?.terminate();
    thread = null;
    if (!proven) usable = false;
    const job = running;
    if (job) answerHere(job);
  };

  const opened = (): Thread => {
    const made = start();
    made.onmessage = ({ data }) => {
      proven = true;
      finish(JSON.parse(String(data)) as Answer);
    };
    made.onerror = (event) => {
      event.preventDefault?.();
      failed();
    };
    return made;
  };

  const next = (): void => {
    const job = running === null ? waiting.shift() : undefined;
    if (job === undefined) return;
    running = job;
    if (!usable) {
      answerHere(job);
      return;
    }
    try {
      thread ??= opened();
      thread.postMessage(JSON.stringify(job.request));
    } catch {
      failed();
    }
  };

  const cancel = (job: Job): void => {
    const place = waiting.indexOf(job);
    if (place >= 0) {
      waiting.splice(place, 1);
      job.settle(null);
    } else if (running === job) {
      thread?.terminate();
      thread = null;
      finish(null);
    }
  };

  return {
    ask(request) {
      let settle: Job["settle"] = () => undefined;
      const answer = new Promise<Answer | null>((resolve) => {
        settle = resolve;
      });
      const job: Job = { request, settle };
      waiting.push(job);
      next();
      return { answer, cancel: () => cancel(job) };
    },
  };
}
